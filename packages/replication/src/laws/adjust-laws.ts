/** Numbers are only ever added to, never below a floor, and never without something that a retry would find. */
import { AssertionFailed } from "@tandem/kernel";
import { expect } from "vitest";
import { createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";

export const adjustLaws: readonly Law[] = [
  law("an absent number is zero, and adjusting adds to each number by its name", async (harness) => {
    const { adjust, done, fact, item, numbers, partition } = createBench(harness);
    await done(fact("ONE"), adjust("ESCROW", { available: { add: 7 }, "given:us-west-2": { add: 2 } }));

    const last = await done(fact("TWO"), adjust("ESCROW", { available: { add: -3 }, sold: { add: 3 } }));

    expect(await numbers("ESCROW")).toEqual({ available: 4, "given:us-west-2": 2, sold: 3 });
    expect(await item("ESCROW")).toMatchObject({
      kind: "counter",
      partition,
      region: harness.region,
      v: 1,
      stamp: last.stamp,
      commitId: last.id,
    });
  }),

  law("a number may reach its floor and not pass it", async (harness) => {
    const { adjust, commit, done, fact, item, numbers, table } = createBench(harness);
    await done(fact("RESTOCK"), adjust("ESCROW", { available: { add: 3 } }));

    await done(fact("SALE-1"), adjust("ESCROW", { available: { add: -3, floor: 0 } }));
    const standing = await item("ESCROW");
    const outcome = await table.commit(
      commit(fact("SALE-2"), adjust("ESCROW", { available: { add: -1, floor: 0 }, sold: { add: 1 } })),
    );

    expect(outcome).toEqual({ ok: false, refusals: [{ index: 1, reason: "floor", standing }] });
    expect(await numbers("ESCROW")).toEqual({ available: 0 });
  }),

  law("a floor counts an absent number as zero", async (harness) => {
    const { adjust, commit, done, fact, numbers, table } = createBench(harness);
    await done(fact("BEGIN"), adjust("COUNTER", { other: { add: 1 } }));

    const below = [
      await table.commit(commit(fact("A"), adjust("EMPTY", { n: { add: -1, floor: 0 } }))),
      await table.commit(commit(fact("A"), adjust("COUNTER", { n: { add: -1, floor: 0 } }))),
      await table.commit(commit(fact("A"), adjust("COUNTER", { n: { add: 2, floor: 3 } }))),
      await table.commit(commit(fact("A"), adjust("COUNTER", { constructor: { add: -1, floor: 0 } }))),
    ];
    await done(fact("B"), adjust("EMPTY", { n: { add: 2, floor: 2 } }));
    await done(fact("C"), adjust("COUNTER", { n: { add: -2, floor: -2 } }));

    expect(below.map((outcome) => !outcome.ok && outcome.refusals.map(({ reason }) => reason))).toEqual([
      ["floor"],
      ["floor"],
      ["floor"],
      ["floor"],
    ]);
    expect([await numbers("EMPTY"), await numbers("COUNTER")]).toEqual([{ n: 2 }, { n: -2, other: 1 }]);
  }),

  law("an adjust with nothing beside it that a retry would find is refused", async (harness) => {
    const { adjust, commit, done, erase, fragment, items, table } = createBench(harness);
    await done(fragment("OLD"));
    const before = await items();

    const alone = table.commit(commit(adjust("ESCROW", { n: { add: 1 } })));
    await expect(alone).rejects.toThrow(AssertionFailed);
    const besideErase = table.commit(commit(erase("OLD"), adjust("ESCROW", { n: { add: 1 } })));
    await expect(besideErase).rejects.toThrow(AssertionFailed);

    expect(await items()).toEqual(before);
  }),
];
