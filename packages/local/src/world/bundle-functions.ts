/**
 * The code of all functions as files: what is deployed and what runs here are made by this, from the manifest's options, and the same
 * sources give the same bytes. Each bundle is a folder of its own, named by its content, with nothing in it but what runs.
 */
import { join } from "node:path";
import { BUNDLING } from "@tandem/functions/bundling";
import { FUNCTIONS, type FunctionName } from "@tandem/functions/manifest";
import type { BundleOptions, BundleRequest } from "../lambda/bundle.ts";
import { keepIfIntact } from "../lambda/bundle-store.ts";
import { makeBundle } from "../lambda/make-bundle.ts";

export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as readonly FunctionName[];

/** What is bundled may change with these although no source does. */
const DECIDED_BY = ["pnpm-lock.yaml", "tsconfig.json"];

export interface BundlePlaces {
  /** The project's root, from which the manifest names the handlers. */
  readonly root: string;
  /** Where bundles are kept; what is there and still right is not made again. */
  readonly directory: string;
}

/** A function's code, in the words that SST and Lambda take. */
export interface FunctionBundle {
  readonly directory: string;
  readonly handler: string;
}

export async function bundleFunctions(places: BundlePlaces): Promise<Readonly<Record<FunctionName, FunctionBundle>>> {
  const bundle = async (name: FunctionName): Promise<readonly [FunctionName, FunctionBundle]> => {
    const request = bundleRequestOf(name, places);
    const kept = await makeBundle(request);
    // What is deployed for weeks is looked at once more: a folder that was kept may have been meddled with.
    const isIntact = await keepIfIntact(request.directory, kept.hash);
    const { hash } = isIntact ? kept : await makeBundle(request);
    return [name, { directory: join(request.directory, hash), handler: `bundle.${handlerOf(name).exportName}` }];
  };
  const bundles = await Promise.all(FUNCTION_NAMES.map(bundle));
  return Object.fromEntries(bundles) as Readonly<Record<FunctionName, FunctionBundle>>;
}

export function bundleRequestOf(name: FunctionName, { root, directory }: BundlePlaces): BundleRequest {
  const { banner, ...plain } = BUNDLING;
  const options: BundleOptions = { ...plain, banner: banner.js };
  return {
    entry: join(root, `${handlerOf(name).module}.ts`),
    directory: join(directory, name),
    options,
    decidedBy: DECIDED_BY.map((path) => join(root, path)),
  };
}

export function handlerOf(name: FunctionName): { readonly module: string; readonly exportName: string } {
  const { handler } = FUNCTIONS[name];
  const dot = handler.lastIndexOf(".");
  return { module: handler.slice(0, dot), exportName: handler.slice(dot + 1) };
}
