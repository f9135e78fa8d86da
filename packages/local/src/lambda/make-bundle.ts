/** Makes one function's bundle, with the program that runs it beside it, or finds it already made. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { type BuildOptions, version } from "esbuild";
import { type Bundled, type BundleRequest, esbuildOptions } from "./bundle.ts";
import { type BundleNote, findBundle, fingerprintOf, storeBundle } from "./bundle-store.ts";
import { environmentBuild } from "./environment-bundle.ts";

/** A source that cannot be bundled: the message is esbuild's, with file and line. */
export class BundleRefusal extends Error {
  override readonly name = "BundleRefusal";
}

const WORKER = fileURLToPath(new URL("./bundle-worker.ts", import.meta.url));

export async function makeBundle(request: BundleRequest): Promise<BundleNote> {
  const key = JSON.stringify([version, request.entry, request.options]);
  return (await findBundle(request.directory, key)) ?? (await bundleAnew(request, key));
}

async function bundleAnew(request: BundleRequest, key: string): Promise<BundleNote> {
  const startedMs = Date.now();
  const bundled = await runWorker([esbuildOptions(request), environmentBuild(request.directory)]);
  if (!bundled.ok) throw new BundleRefusal(bundled.reason);
  const hash = createHash("sha256");
  for (const { path, contents } of bundled.files) hash.update(path.slice(request.directory.length)).update(contents);
  const inputs = bundled.inputs.map((path) => resolve(path)).map((path) => [path, fingerprintBefore(path, startedMs)]);
  const note: BundleNote = { hash: hash.digest("hex").slice(0, 16), request: key, inputs: Object.fromEntries(inputs) };
  await storeBundle(request.directory, note, bundled.files);
  return note;
}

async function runWorker(builds: readonly BuildOptions[]): Promise<Bundled> {
  const worker = new Worker(WORKER, { workerData: builds, execArgv: [] });
  const [bundled] = (await once(worker, "message")) as [Bundled];
  await worker.terminate();
  return bundled;
}

/** A file edited while it was bundled may have been read before or after: it counts as changed. */
function fingerprintBefore(path: string, startedMs: number): string {
  const fingerprint = fingerprintOf(path);
  const changedMs = Number(fingerprint.split(" ")[1]);
  // A file from the future is not edited for ever.
  return changedMs >= startedMs && changedMs <= Date.now() ? "edited meanwhile" : fingerprint;
}
