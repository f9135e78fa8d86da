/** An item is erased only by its own region, and erasing what is not there is no refusal. */
import { expect } from "vitest";
import { createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";

export const eraseLaws: readonly Law[] = [
  law("an erase removes an item of any kind, alone or among other writes", async (harness) => {
    const { adjust, done, erase, fact, fragment, items } = createBench(harness);
    await done(fact("A"), fragment("B"), adjust("C", { n: { add: 1 } }), fact("KEPT"));

    await done(erase("A"));
    await done(erase("B"), erase("C"));

    expect((await items()).map(({ sort }) => sort)).toEqual([`KEPT#${harness.region}`]);
  }),

  law("erasing what is absent is done, again and again", async (harness) => {
    const { commit, erase, fact, items, table } = createBench(harness);
    const alone = commit(erase("NEVER"));
    const among = commit(erase("NEVER"), fact("A"));

    for (const work of [alone, among, alone, among]) expect(await table.commit(work)).toEqual({ ok: true });

    expect(await items()).toHaveLength(1);
  }),
];
