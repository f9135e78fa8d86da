/**
 * The program of an execution environment in one file of plain JavaScript. Node could run its sources as they are, but reading
 * TypeScript more than doubles the time of a cold start (90 ms against 40). It lies apart from the functions' bundles, which hold
 * what is deployed and nothing else.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleFileName } from "./bundle.ts";
import { makeBundle } from "./make-bundle.ts";

const ENTRY = fileURLToPath(new URL("./environment-process.ts", import.meta.url));

/** Where the program lies, once it is made; `directory` may be shared between worlds, and is kept between starts. */
export async function makeEnvironmentProgram(directory: string): Promise<string> {
  const request = { entry: ENTRY, name: "environment", directory, options: { target: "es2024" } };
  const { hash } = await makeBundle(request);
  return join(directory, hash, bundleFileName(request));
}
