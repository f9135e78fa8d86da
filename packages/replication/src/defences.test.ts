/**
 * Each defence of the port, taken away: the naive table stands beside the law that it breaks. A law that no table can break
 * proves nothing.
 */
import { expect, it } from "vitest";
import { checkCommit } from "./check-commit.ts";
import type { Item } from "./item.ts";
import { createMemoryHarness } from "./laws/memory-harness.ts";
import { regionTableLaws } from "./laws/region-table-laws.ts";
import type { MemoryReplica } from "./memory-replica.ts";
import type { RegionTable } from "./region-table.ts";
import { type Found, verdictOn } from "./verdict.ts";
import type { AbsentCheck, Commit, Write } from "./write.ts";
import { writtenItem } from "./written-item.ts";

interface Weakness {
  /** What the naive table makes of what it finds, before it judges. */
  readonly see?: (found: Found, commit: Commit) => Found | undefined;
  /** Which writes it performs. */
  readonly perform?: (write: Write, index: number) => boolean;
  readonly unchecked?: boolean;
}

/** The table in memory once more, short enough to leave things out of. */
function naive({ see = (found) => found, perform = () => true, unchecked = false }: Weakness) {
  return (table: RegionTable, replica: MemoryReplica): RegionTable => ({
    ...table,
    async commit(commit) {
      if (!unchecked) checkCommit(commit, table.region);
      const all = commit.writes.map(({ key }, index) => ({ index, standing: replica.at(key) }));
      const verdict = verdictOn(
        commit,
        all.flatMap((found) => see(found, commit) ?? []),
      );
      if (verdict !== undefined) return verdict;
      const writes = commit.writes
        .filter(perform)
        .filter((write): write is Exclude<Write, AbsentCheck> => write.type !== "absent");
      replica.replace(
        writes.map((write) => {
          const { partition, sort } = write.key;
          return { partition, sort, after: writtenItem(write, commit, replica.at(write.key)) };
        }),
      );
      return { ok: true };
    },
  });
}

function blindTo(type: Write["type"]) {
  return (found: Found, commit: Commit) => (commit.writes[found.index]?.type === type ? undefined : found);
}

function asAnother({ index, standing }: Found): Found {
  return { index, standing: standing && ({ ...standing, commitId: "another-commit" } satisfies Item) };
}

const LAWS = new Map(regionTableLaws.map((law) => [law.name, law]));

it.each<[string, Weakness, readonly string[]]>([
  [
    "the condition on facts",
    { see: blindTo("fact") },
    [
      "a second fact under the same key is refused with the one that stands, alone or among others",
      "an expired fact still refuses a second, and is shown as what stands",
      "of 64 clients that create one fact, one does, and the others are shown its fact",
    ],
  ],
  [
    "the check of versions",
    { see: blindTo("fragment") },
    [
      "a fragment is refused over a version that was not read, with the one that stands",
      "of 64 clients that replace one version, one does",
      "edits that read, change and write until they are done lose none",
      "a fragment that another has replaced since is not brought back by a late retry",
    ],
  ],
  [
    "the floor",
    { see: blindTo("adjust") },
    [
      "a number may reach its floor and not pass it",
      "64 clients that take one each from 40 sell 40, and every one of them tried twice",
    ],
  ],
  [
    "the recognition of a commit's own id",
    { see: asAnother },
    [
      "a commit tried again under its id is done, and does nothing more",
      "a commit whose answer was lost says so, stands, and is done when it is tried again",
      "a retry is recognised when the floor would now refuse it, and its fact is found first",
      "a number that stands as a commit left it is not added to again, though its fragment was erased",
    ],
  ],
  [
    "the anchor of an adjust",
    { unchecked: true },
    [
      "an adjust with nothing beside it that a retry would find is refused",
      "a key of another region is refused, and nothing is written",
      "what DynamoDB could not hold is refused before it is sent",
    ],
  ],
  [
    "atomicity",
    { perform: (_, index) => index !== 1 },
    ["a commit of every kind of write is seen whole once it is answered"],
  ],
  [
    "the check for another region's fact",
    { see: blindTo("absent") },
    ["a check refuses the whole commit with what stands there, of whatever kind, expired or not"],
  ],
])("without %s its laws break, and any history may", async (_, weakness, names) => {
  const whole = "any history of commits, retries and lost answers ends as the model says";
  for (const name of weakness.unchecked ? names : [...names, whole]) {
    const law = LAWS.get(name);
    await expect(law?.holds(createMemoryHarness(naive(weakness))), name).rejects.toThrow();
  }
});

it("with every defence in place the same short table keeps every law", async () => {
  for (const law of regionTableLaws) await law.holds(createMemoryHarness(naive({})));
});
