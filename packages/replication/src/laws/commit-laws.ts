/** A commit is done whole or not at all, and only through the region its keys name. */
import { AssertionFailed } from "@tandem/kernel";
import { expect } from "vitest";
import { COMMIT_WRITES_MAX } from "../check-commit.ts";
import { makeKey } from "../key.ts";
import { createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";

export const commitLaws: readonly Law[] = [
  law("a commit of every kind of write is seen whole once it is answered", async (harness) => {
    const { done, erase, fragment, fact, adjust, items } = createBench(harness);
    await done(fragment("OLD"));

    await done(fact("A"), fragment("B"), adjust("C", { n: { add: 3 } }), erase("OLD"));

    expect((await items()).map(({ kind, sort }) => `${kind} ${sort}`)).toEqual([
      `fact A#${harness.region}`,
      `fragment B#${harness.region}`,
      `counter C#${harness.region}`,
    ]);
  }),

  law("a refused commit leaves nothing behind, whichever write was refused", async (harness) => {
    const { table, commit, done, erase, fragment, fact, adjust, items } = createBench(harness);
    await done(fact("STANDS"), fragment("OLD"), adjust("COUNTER", { n: { add: 5 } }));
    const before = await items();
    const work = [fact("NEW"), fragment("PART"), adjust("COUNTER", { n: { add: 1 } }), erase("OLD")];

    const refusals = await Promise.all([
      table.commit(commit(...work, fact("STANDS"))),
      table.commit(commit(...work, fragment("GONE", { expected: "another-version" }))),
      table.commit(commit(...work, adjust("EMPTY", { n: { add: -1, floor: 0 } }))),
    ]);

    expect(refusals.map(({ ok }) => ok)).toEqual([false, false, false]);
    expect(await items()).toEqual(before);
  }),

  law("a commit spans partitions, up to the most writes it may have", async (harness) => {
    const { commit, fact, key, otherPartition, table, items } = createBench(harness);
    const partitions = ["left", "right"].map(otherPartition);
    const writes = Array.from({ length: COMMIT_WRITES_MAX }, (_, index) =>
      fact("F", { key: key(`F${index}`, partitions[index % partitions.length]) }),
    );

    expect(await table.commit(commit(...writes))).toEqual({ ok: true });

    const counts = await Promise.all(partitions.map(async (partition) => (await items(partition)).length));
    expect(counts).toEqual([COMMIT_WRITES_MAX / 2, COMMIT_WRITES_MAX / 2]);
  }),

  law("a key of another region is refused, and nothing is written", async (harness) => {
    const { commit, fact, items, partition, table } = createBench(harness);
    const foreign = makeKey({ partition, name: "PLACED", region: harness.otherRegion });

    const attempt = table.commit(commit(fact("OWN"), fact("PLACED", { key: foreign })));

    await expect(attempt).rejects.toThrow(AssertionFailed);
    expect(await items()).toEqual([]);
  }),

  law("a key is of one kind: what would make it another is a bug, not a refusal", async (harness) => {
    const { adjust, commit, done, fact, fragment, items, table } = createBench(harness);
    const standing = await done(fact("FACT"), fragment("PART"), adjust("COUNTER", { n: { add: 1 } }));
    const before = await items();

    for (const write of [
      fragment("FACT", { expected: standing.id }),
      fragment("FACT"),
      fragment("COUNTER", { expected: standing.id }),
      fact("PART"),
      fact("COUNTER"),
      adjust("FACT", { n: { add: 1 } }),
      adjust("PART", { n: { add: 1 } }),
    ]) {
      await expect(table.commit(commit(fact("NEW"), write))).rejects.toThrow(AssertionFailed);
    }
    expect(await items()).toEqual(before);
  }),
];
