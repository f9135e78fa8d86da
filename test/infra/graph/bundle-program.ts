/**
 * Bundles a config as SST's CLI does, with the options of its `pkg/js/js.go`: the program sees the same globals, and whatever the CLI could not
 * bundle cannot be bundled here. Edits are made on the way, to the text that the CLI would have read.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PLATFORM, type Platform } from "./platform.ts";
import type { SourceEdits } from "./source-edits.ts";

/** What the components load from their own node_modules when they run. */
const EXTERNAL = [
  "@pulumi/*",
  "undici",
  "@pulumiverse/*",
  "@sst-provider/*",
  "@aws-sdk/*",
  "esbuild",
  "archiver",
  "glob",
  "vite",
];
const BANNER = `
import { createRequire as topLevelCreateRequire } from 'module';
const require = topLevelCreateRequire(import.meta.url);
import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"
const __filename = topLevelFileUrlToPath(import.meta.url)
const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))
`;

export interface BundleTask {
  /** The folder of the config. */
  readonly root: string;
  /** The entry's text. */
  readonly code: string;
  /** Inside the platform, so that what is external is found from there. */
  readonly outfile: string;
  readonly edits: SourceEdits;
  readonly banner?: string;
  readonly define?: Readonly<Record<string, string>>;
  /** With the globals of `run()`; `app()` has none. */
  readonly withGlobals: boolean;
}

export async function bundleProgram({ esbuild, globals }: Platform, task: BundleTask): Promise<void> {
  await esbuild.build({
    stdin: { contents: task.code, resolveDir: task.root, sourcefile: "eval.ts", loader: "ts" },
    bundle: true,
    write: true,
    outfile: task.outfile,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    nodePaths: [join(PLATFORM, "node_modules")],
    external: EXTERNAL,
    logLevel: "silent",
    banner: { js: BANNER + (task.banner ?? "") },
    define: task.define ?? {},
    inject: task.withGlobals ? [join(PLATFORM, "src", "shim", "run.js")] : [],
    plugins: [injectGlobals(task.withGlobals ? globals : "", task.edits)],
  });
}

function injectGlobals(globals: string, edits: SourceEdits): object {
  return {
    name: "inject-globals",
    setup(build: { onLoad(filter: object, load: (file: { readonly path: string }) => Promise<object>): void }) {
      build.onLoad({ filter: /\.(js|ts|jsx|tsx)$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        const contents = path.includes(".sst") ? text : `${globals}\n${edits.apply(path, text)}`;
        return { contents, loader: "default" };
      });
    },
  };
}
