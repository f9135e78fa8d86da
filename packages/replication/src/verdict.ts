/**
 * What stands in a replica against a commit. Both adapters ask here: the memory table before it writes, the DynamoDB table
 * when a condition has failed and it has been told what stood there. So the same refusal has the same name everywhere.
 */
import { assert, must } from "@tandem/kernel";
import type { Item } from "./item.ts";
import { type CommitOutcome, orderRefusals, type Refusal } from "./region-table.ts";
import type { AdjustWrite, Commit, Write } from "./write.ts";

/** What stands where a write of a commit wants to be. */
export interface Found {
  /** Which write, from 0. */
  readonly index: number;
  readonly standing: Item | undefined;
}

/**
 * How a commit ends that met `found`, or undefined if nothing speaks against it. An item that carries the commit's own id
 * says that the commit was done and its answer lost: all of it, since a commit is atomic.
 */
export function verdictOn(commit: Commit, found: readonly Found[]): CommitOutcome | undefined {
  if (found.some(({ standing }) => standing?.commitId === commit.id)) return { ok: true };
  const refusals: Refusal[] = [];
  for (const { index, standing } of found) {
    const write = must(commit.writes[index], `a commit of ${commit.writes.length} writes has none at ${index}`);
    const reason = objectionTo(write, standing);
    if (reason !== undefined) refusals.push({ index, reason, standing });
  }
  const [first, ...others] = orderRefusals(refusals);
  return first === undefined ? undefined : { ok: false, refusals: [first, ...others] };
}

/**
 * Whether a refusal holds for every try of its commit, also for one that nobody has heard of and that is still on its way. A fact stands, and
 * a version that is gone never comes back; but stock does, and what was to be absent is erased some day.
 */
export function isFinal(commit: Commit, refusals: readonly Refusal[]): boolean {
  return refusals.some(({ index, reason }) => {
    const write = commit.writes[index];
    return reason === "stands" || (reason === "version" && write?.type === "fragment" && write.expected !== "absent");
  });
}

function objectionTo(write: Write, standing: Item | undefined): Refusal["reason"] | undefined {
  switch (write.type) {
    case "absent":
      return standing === undefined ? undefined : "stands";
    case "fact":
      checkKind(write, standing, "fact");
      return standing === undefined ? undefined : "stands";
    case "fragment":
      checkKind(write, standing, "fragment");
      return (standing?.commitId ?? "absent") === write.expected ? undefined : "version";
    case "adjust":
      checkKind(write, standing, "counter");
      return breaksFloor(write, standing) ? "floor" : undefined;
    case "erase":
      return undefined;
  }
}

function breaksFloor(write: AdjustWrite, standing: Item | undefined): boolean {
  const numbers = standing?.kind === "counter" ? standing.numbers : {};
  return Object.entries(write.by).some(([name, { add, floor }]) => {
    const now = Object.hasOwn(numbers, name) ? (numbers[name] ?? 0) : 0;
    return floor !== undefined && now + add < floor;
  });
}

/** A key is of one kind for ever: what says otherwise is a bug, and no caller could do anything with a refusal. */
function checkKind(write: Write, standing: Item | undefined, kind: Item["kind"]): void {
  assert(
    standing === undefined || standing.kind === kind,
    `${write.key.partition} ${write.key.sort} holds a ${standing?.kind}, and a ${write.type} needs a ${kind} there`,
  );
}
