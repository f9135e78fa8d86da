/**
 * The process that bundles one function and ends, and esbuild's own process with it. In the world's process esbuild would stay
 * for as long as the world does, with half a gigabyte of sources it has read. It says on its output what came of it.
 */
import { resolve } from "node:path";
import { type BuildFailure, build, formatMessages } from "esbuild";
import { type Bundled, type BundleNote, type BundleTask, esbuildOptions } from "./bundle.ts";
import { fingerprintOf, hashOf, storeBundle } from "./bundle-store.ts";

async function main(task: BundleTask): Promise<void> {
  const bundled = await bundle(task).catch(explain);
  process.stdout.write(JSON.stringify(bundled));
}

async function bundle({ request, key }: BundleTask): Promise<Bundled> {
  const startedMs = Date.now();
  const options = esbuildOptions(request);
  const { outputFiles: files = [], metafile } = await build(options);
  const paths = Object.keys(metafile?.inputs ?? {}).map((path) => resolve(options.absWorkingDir ?? "", path));
  const inputs = [...paths, ...(request.decidedBy ?? [])].map((path) => [path, fingerprintBefore(path, startedMs)]);
  const hash = hashOf(files);
  const note: BundleNote = { hash, request: key, inputs: Object.fromEntries(inputs) };
  await storeBundle(request.directory, note, files);
  return { ok: true, note };
}

/** A file edited while it was bundled may have been read before or after: it counts as changed. */
function fingerprintBefore(path: string, startedMs: number): string {
  const fingerprint = fingerprintOf(path);
  const changedMs = Number(fingerprint.split(" ")[1]);
  // A file from the future is not edited for ever.
  return changedMs >= startedMs && changedMs <= Date.now() ? "edited meanwhile" : fingerprint;
}

/** What cannot be bundled is said in esbuild's words, with file and line; anything else is a fault of ours. */
async function explain(error: unknown): Promise<Bundled> {
  const { errors } = error as Partial<BuildFailure>;
  if (errors === undefined) throw error;
  const messages = await formatMessages(errors, { kind: "error", color: false });
  return { ok: false, reason: messages.join("").trim() };
}

await main(JSON.parse(process.argv[2] ?? "{}"));
