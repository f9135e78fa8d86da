/** A walk comes by every item of the table, in steps of a bounded size, in no order anybody may rely on. */
import { AssertionFailed } from "@tandem/kernel";
import { expect } from "vitest";
import { type Page, type RegionTable, WALK_ITEMS_MAX } from "../region-table.ts";
import { createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";

/** Far more than the items of all laws together. */
const STEPS_MAX = 10_000;

export const walkLaws: readonly Law[] = [
  law("a walk finds every item of every partition, once, whatever the size of its steps", async (harness) => {
    const { adjust, done, fact, fragment, key, otherPartition, partition, table } = createBench(harness);
    const names = ["1", "2", "\u{1f600}", 'quote"d'];
    await done(
      ...names.flatMap((name) => [
        fact("A", { key: key("A", otherPartition(name)) }),
        fragment("B", { key: key("B", otherPartition(name)) }),
      ]),
      adjust("C", { n: { add: 1 } }),
      fact("EXPIRED", { expiresAtS: 1 }),
    );
    const expected = names.flatMap((name) => [
      `${otherPartition(name)} A#${harness.region}`,
      `${otherPartition(name)} B#${harness.region}`,
    ]);

    for (const limit of [7, WALK_ITEMS_MAX]) {
      const walked = (await walk(table, limit)).filter((place) => place.startsWith(partition));
      expect(walked.toSorted()).toEqual([...expected, `${partition} C#${harness.region}`].toSorted());
    }
  }),

  law("a walk goes on when the place it had come to is gone", async (harness) => {
    const { commit, done, fact, key, otherPartition, partition, table } = createBench(harness);
    const names = ["1", "2", "3", "4"];
    await done(...names.map((name) => fact("A", { key: key("A", otherPartition(name)) })));
    const own = (page: Page) => page.items.filter((item) => item.partition.startsWith(partition));

    let page = await table.walk({ limit: 1 });
    for (let steps = 0; own(page).length === 0 && page.next !== undefined; steps += 1) {
      expect(steps).toBeLessThan(STEPS_MAX);
      page = await table.walk({ limit: 1, after: page.next });
    }
    const [found] = own(page);
    const erased = await table.commit(commit({ type: "erase", key: key("A", found?.partition) }));
    expect(erased).toEqual({ ok: true });
    const rest = (await walk(table, WALK_ITEMS_MAX, page.next)).filter((place) => place.startsWith(partition));

    expect(rest).toHaveLength(names.length - 1);
  }),

  law("a step of a walk is bounded, and goes on only from a step before", async (harness) => {
    const { table } = createBench(harness);

    const tooMuch = table.walk({ limit: WALK_ITEMS_MAX + 1 });
    await expect(tooMuch).rejects.toMatchObject({ name: "Fault", code: "bound-exceeded" });
    for (const after of ["", "nonsense", "[1,2]", '["only one"]', "null"]) {
      await expect(table.walk({ limit: 1, after })).rejects.toThrow(AssertionFailed);
    }
  }),
];

async function walk(table: RegionTable, limit: number, after?: string): Promise<string[]> {
  const places: string[] = [];
  let next = after;
  for (let steps = 0; steps < STEPS_MAX; steps += 1) {
    const page = await table.walk({ limit, ...(next === undefined ? {} : { after: next }) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    places.push(...page.items.map(({ partition, sort }) => `${partition} ${sort}`));
    next = page.next;
    if (next === undefined) return places;
  }
  throw new Error("the walk does not end");
}
