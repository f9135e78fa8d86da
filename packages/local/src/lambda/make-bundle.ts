/** Finds one function's bundle already made, or has it made. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { version } from "esbuild";
import type { Bundled, BundleNote, BundleRequest, BundleTask } from "./bundle.ts";
import { findBundle } from "./bundle-store.ts";

/** A source that cannot be bundled: the message is esbuild's, with file and line. */
export class BundleRefusal extends Error {
  override readonly name = "BundleRefusal";
}

const ENTRY = fileURLToPath(new URL("./bundle-process.ts", import.meta.url));
/** It names every file that went in: some thousand paths at most. */
const OUTPUT_BYTES_MAX = 16 * 1_024 * 1_024;

export async function makeBundle(request: BundleRequest): Promise<BundleNote> {
  const key = JSON.stringify([version, request.entry, request.name, request.options]);
  return (await findBundle(request.directory, key)) ?? (await runBundling({ request, key }));
}

async function runBundling(task: BundleTask): Promise<BundleNote> {
  const args = ["--disable-warning=ExperimentalWarning", ENTRY, JSON.stringify(task)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: OUTPUT_BYTES_MAX });
  const bundled: Bundled = JSON.parse(stdout);
  if (!bundled.ok) throw new BundleRefusal(bundled.reason);
  return bundled.note;
}
