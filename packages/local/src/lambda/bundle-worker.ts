/**
 * A thread that runs esbuild once and ends, and esbuild's own process with it. In the world's own thread that process would stay
 * for as long as the world does, with half a gigabyte of sources it has read.
 */
import { parentPort, workerData } from "node:worker_threads";
import { type BuildFailure, type BuildOptions, build, formatMessages, stop } from "esbuild";
import type { Bundled } from "./bundle.ts";

async function main(builds: readonly BuildOptions[]): Promise<void> {
  const bundled = await bundle(builds).catch(explain);
  await stop();
  parentPort?.postMessage(bundled);
}

async function bundle(builds: readonly BuildOptions[]): Promise<Bundled> {
  const results = await Promise.all(builds.map((each) => build(each)));
  const files = results.flatMap(({ outputFiles = [] }) =>
    outputFiles.map(({ path, contents }) => ({ path, contents })),
  );
  return { ok: true, files, inputs: results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {})) };
}

/** What cannot be bundled is said in esbuild's words, with file and line; anything else is a fault of ours. */
async function explain(error: unknown): Promise<Bundled> {
  const { errors } = error as Partial<BuildFailure>;
  if (errors === undefined) throw error;
  const messages = await formatMessages(errors, { kind: "error", color: false });
  return { ok: false, reason: messages.join("").trim() };
}

await main(workerData);
