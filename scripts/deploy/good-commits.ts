/**
 * Which commit each stage ran when it last passed its gates: where to go back to, told at three in the morning by who knows. It is written down
 * after the gates of each stage, in its region, and read before the next deployment. A deployment of changes that are in no commit writes down
 * that, and does not leave an older commit there: that one may not read what came after it.
 */
import { done, type Outcome, refused } from "@tandem/kernel";
import type { TreeState } from "./git-tree.ts";
import type { Plan } from "./plan.ts";
import type { ReadCommit } from "./walk-ports.ts";

/** By stage: the commit, or why nobody can say. */
export type GoodCommits = ReadonlyMap<string, Outcome<string, { readonly reason: string }>>;
/** It becomes part of a command that somebody pastes into a shell. */
const COMMIT = /^[0-9a-f]{7,64}$/;
const CHANGED = "+changes";

/** Never fails: who cannot read it says so in the advice. */
export async function readGoodCommits(
  plan: Plan,
  { tree, read }: { readonly tree: TreeState; readonly read: ReadCommit },
): Promise<GoodCommits> {
  if (!isKept(plan)) return new Map();
  const readings = plan.stages.map(async ({ stage, scope }) => {
    return [stage, goodCommit(await read({ region: scope.region, stage }), tree)] as const;
  });
  return new Map(await Promise.all(readings));
}

function goodCommit(reading: Awaited<ReturnType<ReadCommit>>, tree: TreeState) {
  if (!reading.ok) return reading;
  const { value } = reading;
  if (value === undefined) return refused({ reason: "no deployment has written one down yet" });
  if (value.endsWith(CHANGED))
    return refused({ reason: `the last that was good, ${JSON.stringify(value)}, is in no commit` });
  if (!COMMIT.test(value)) return refused({ reason: `${JSON.stringify(value)} is written down, and is no commit` });
  if (value === tree.commit)
    return refused({ reason: `the last that was good, ${value}, is the one being deployed: choose an older one` });
  return done(value);
}

/** What is written down of a tree whose deployment was good. */
export function goodWord({ commit, changed }: TreeState): string {
  return commit !== undefined && changed.length === 0 ? commit : `${commit ?? "unknown"}${CHANGED}`;
}

/** A preview goes away, and with it whatever one could go back to. */
export function isKept({ environment }: Plan): boolean {
  return !environment.isPreview;
}
