/**
 * Turns a handler's source into the one file that runs, exactly as the deployment does it: the options are plain data, stated
 * once by the caller and used by infrastructure, local world and benchmarks alike. What runs here is then what is deployed,
 * with the same module format, names and faults of bundling.
 */
import { dirname, join } from "node:path";
import type { BuildOptions, Loader } from "esbuild";

export interface BundleOptions {
  readonly format?: "esm" | "cjs";
  readonly target?: string | readonly string[];
  readonly minify?: boolean;
  readonly keepNames?: boolean;
  readonly splitting?: boolean;
  readonly sourcemap?: boolean | "linked" | "inline" | "external";
  readonly mainFields?: readonly string[];
  readonly conditions?: readonly string[];
  readonly external?: readonly string[];
  readonly define?: Readonly<Record<string, string>>;
  readonly loader?: Readonly<Record<string, Loader>>;
  /** JavaScript put before everything, such as the `createRequire` shim that packages in CommonJS need inside a module. */
  readonly banner?: string;
}

export interface BundleRequest {
  readonly entry: string;
  /** What the file that comes out is called, without its ending; `bundle`, if not given. */
  readonly name?: string;
  readonly directory: string;
  readonly options: BundleOptions;
  /** Files that decide what is bundled and are not themselves in it, such as the list of what is installed. */
  readonly decidedBy?: readonly string[];
}

export interface BundleFile {
  readonly path: string;
  readonly contents: Uint8Array;
}

/** What was made, and from what. */
export interface BundleNote {
  /** The content's hash, and its folder's name. */
  readonly hash: string;
  /** What was asked of the bundler: the entry, the options, its version. */
  readonly request: string;
  /** Every file that went in, as it was then. */
  readonly inputs: Readonly<Record<string, string>>;
}

export interface BundleTask {
  readonly request: BundleRequest;
  readonly key: string;
}

export type Bundled =
  | { readonly ok: true; readonly note: BundleNote }
  | { readonly ok: false; readonly reason: string };

/** The file's name in the folder it is written to: a module ends in `.mjs`, so that Node needs no package.json beside it. */
export function bundleFileName({ name = "bundle", options }: Pick<BundleRequest, "name" | "options">): string {
  return `${name}${extensionOf(options)}`;
}

function extensionOf({ format }: BundleOptions): string {
  return format === "cjs" ? ".cjs" : ".mjs";
}

/** What esbuild is told for one handler; nothing is written by esbuild itself, so that a failed build leaves the last one. */
export function esbuildOptions({ entry, name = "bundle", directory, options }: BundleRequest): BuildOptions {
  const { banner, target, mainFields, conditions, external, define, loader, ...plain } = options;
  return {
    ...plain,
    format: options.format ?? "esm",
    bundle: true,
    platform: "node",
    write: false,
    metafile: true,
    logLevel: "silent",
    entryPoints: { [name]: entry },
    // Paths go into the names of chunks: counted from here they are the same in every clone, whoever calls and from where.
    absWorkingDir: dirname(entry),
    // As deep as the folder the result is put in, so that source maps point at the sources.
    outdir: join(directory, "version"),
    outExtension: { ".js": extensionOf(options) },
    ...(target === undefined ? {} : { target: typeof target === "string" ? target : [...target] }),
    ...(mainFields === undefined ? {} : { mainFields: [...mainFields] }),
    ...(conditions === undefined ? {} : { conditions: [...conditions] }),
    ...(external === undefined ? {} : { external: [...external] }),
    ...(define === undefined ? {} : { define: { ...define } }),
    ...(loader === undefined ? {} : { loader: { ...loader } }),
    ...(banner === undefined ? {} : { banner: { js: banner } }),
  };
}
