/** A fact is created once and never changes; its key is spent, also when the fact has expired. */
import { DAY_MS, SECOND_MS } from "@tandem/kernel";
import { expect } from "vitest";
import { createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";

export const factLaws: readonly Law[] = [
  law("a fact stands as it was written", async (harness) => {
    const { done, fact, items, partition } = createBench(harness);
    const expiresAtS = Math.floor(harness.clock.nowMs() / SECOND_MS) + 60;

    const { id, stamp } = await done(
      fact("PLACED", { v: 3, data: { total: 1_250 }, wake: "changed", expiresAtS }),
      fact("QUIET"),
    );

    const core = { kind: "fact", partition, region: harness.region, stamp, commitId: id };
    expect(await items()).toEqual([
      { ...core, sort: `PLACED#${harness.region}`, v: 3, data: { total: 1_250 }, wake: "changed", expiresAtS },
      { ...core, sort: `QUIET#${harness.region}`, v: 1, data: { text: "QUIET" } },
    ]);
  }),

  law(
    "a second fact under the same key is refused with the one that stands, alone or among others",
    async (harness) => {
      const { commit, done, fact, item, table } = createBench(harness);
      await done(fact("PLACED", { data: { by: "first" } }));
      const standing = await item("PLACED");

      const alone = await table.commit(commit(fact("PLACED", { data: { by: "second" } })));
      const among = await table.commit(commit(fact("OTHER"), fact("PLACED", { data: { by: "third" } })));

      expect(alone).toEqual({ ok: false, refusals: [{ index: 0, reason: "stands", standing }] });
      expect(among).toEqual({ ok: false, refusals: [{ index: 1, reason: "stands", standing }] });
      expect(await item("PLACED")).toEqual(standing);
    },
  ),

  law("a fact is there until the second it expires, and then absent to every reader", async (harness) => {
    const { done, fact, key, partition, table } = createBench(harness);
    const { clock } = harness;
    const expiresAtS = Math.floor(clock.nowMs() / SECOND_MS) + 60;
    await done(fact("A", { expiresAtS }), fact("B"));
    const sorts = [key("A").sort, key("B").sort];
    async function seen() {
      const page = await table.page(partition, { consistent: true, limit: 10, order: "ascending" });
      const [items = []] = await table.read([partition], { consistent: true });
      expect(page.items).toEqual(items);
      return items.map(({ sort }) => sort);
    }

    clock.step(expiresAtS * SECOND_MS - 1 - clock.nowMs());
    expect(await seen()).toEqual(sorts);
    clock.step(1);
    expect(await seen()).toEqual(sorts.slice(1));
  }),

  law("an expired fact still refuses a second, and is shown as what stands", async (harness) => {
    const { commit, done, fact, items, table } = createBench(harness);
    const first = await done(
      fact("ADD", { expiresAtS: Math.floor((harness.clock.nowMs() - DAY_MS) / SECOND_MS), data: { by: "first" } }),
    );
    expect(await items()).toEqual([]);

    const outcome = await table.commit(commit(fact("ADD", { data: { by: "second" } })));

    expect(outcome).toMatchObject({
      ok: false,
      refusals: [{ index: 0, reason: "stands", standing: { commitId: first.id, data: { by: "first" } } }],
    });
  }),
];
