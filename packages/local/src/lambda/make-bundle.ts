/** Makes one function's bundle, with the program that runs it beside it, or finds it already made. */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { must } from "@tandem/kernel";
import { type BuildFailure, type BuildResult, build, formatMessages, version } from "esbuild";
import { type BundleRequest, esbuildOptions } from "./bundle.ts";
import { type BundleNote, findBundle, fingerprintOf, storeBundle } from "./bundle-store.ts";
import { environmentBuild } from "./environment-bundle.ts";

/** A source that cannot be bundled: the message is esbuild's, with file and line. */
export class BundleRefusal extends Error {
  override readonly name = "BundleRefusal";
}

export async function makeBundle(request: BundleRequest): Promise<BundleNote> {
  const key = JSON.stringify([version, request.entry, request.options]);
  return (await findBundle(request.directory, key)) ?? (await bundleAnew(request, key));
}

async function bundleAnew(request: BundleRequest, key: string): Promise<BundleNote> {
  const startedMs = Date.now();
  const options = [esbuildOptions(request), environmentBuild(request.directory)];
  const results = await Promise.all(options.map((each) => build(each))).catch(refuse);
  const files = results.flatMap(({ outputFiles }) => must(outputFiles, "esbuild was told not to write"));
  const hash = createHash("sha256");
  for (const { path, contents } of files) hash.update(path.slice(request.directory.length)).update(contents);
  const paths = results.flatMap(inputsOf);
  const inputs = Object.fromEntries(paths.map((path) => [path, fingerprintBefore(path, startedMs)]));
  const note: BundleNote = { hash: hash.digest("hex").slice(0, 16), request: key, inputs };
  await storeBundle(request.directory, note, files);
  return note;
}

function inputsOf({ metafile }: BuildResult): readonly string[] {
  return Object.keys(must(metafile, "esbuild was told to name its inputs").inputs).map((path) => resolve(path));
}

/** A file edited while it was bundled may have been read before or after: it counts as changed. */
function fingerprintBefore(path: string, startedMs: number): string {
  const fingerprint = fingerprintOf(path);
  const changedMs = Number(fingerprint.split(" ")[1]);
  // A file from the future is not edited for ever.
  return changedMs >= startedMs && changedMs <= Date.now() ? "edited meanwhile" : fingerprint;
}

async function refuse(error: unknown): Promise<never> {
  const failure = error as Partial<BuildFailure>;
  if (failure.errors === undefined) throw error;
  const messages = await formatMessages(failure.errors, { kind: "error", color: false });
  throw new BundleRefusal(messages.join("").trim());
}
