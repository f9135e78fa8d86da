/**
 * `npm run simulate -- --replay FILE`: a history that was kept, told as a story. A file that was only just written says in no sentence yet
 * what it found, and is told all the same.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { UsageError } from "../command-line.ts";
import type { Call } from "./call.ts";
import { parseKept } from "./regression-file.ts";
import { replay } from "./replay-seed.ts";

type ReplayCall = Extract<Call, { readonly kind: "replay-file" }>;

export async function replayFile(call: ReplayCall, interrupted: AbortSignal): Promise<number> {
  const { file, mutant, json } = call;
  const { scenario, found } = keptIn(file);
  if (!json && found !== "") console.log(`Once: ${found}\n`);
  const what = { job: { kind: "replay", scenario } as const, name: basename(file) };
  return await replay(what, { story: true, mutant, json, interrupted });
}

function keptIn(file: string): { readonly scenario: unknown; readonly found: string } {
  try {
    return parseKept(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} cannot be played: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
