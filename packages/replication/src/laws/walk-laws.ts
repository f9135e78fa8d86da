/**
 * A walk comes by every item of the table, in steps of a bounded size, in no order anybody may rely on. It is never consistent:
 * what was written a moment ago it may not meet yet, so these laws are looked at until they hold.
 */
import { AssertionFailed, must } from "@tandem/kernel";
import { expect } from "vitest";
import type { Partition } from "../key.ts";
import { type RegionTable, WALK_ITEMS_MAX } from "../region-table.ts";
import { formatWalkPlace, type WalkPlace } from "../walk-place.ts";
import { createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";

/** Far more than the items of all laws together. */
const STEPS_MAX = 10_000;
/** How long a write may stay unseen by reads that do not ask for consistency; DynamoDB says a second or less. */
const SEEN_WITHIN = { timeout: 20_000, interval: 200 };

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
    const expected = names.flatMap((name) => ["A", "B"].map((item) => key(item, otherPartition(name))));
    const all = [...expected, key("C")].map(({ partition, sort }) => formatWalkPlace({ partition, sort })).toSorted();

    for (const limit of [7, WALK_ITEMS_MAX]) {
      await expect
        .poll(async () => (await walk(table, { partition, limit })).map(formatWalkPlace).toSorted(), SEEN_WITHIN)
        .toEqual(all);
    }
  }),

  law("a walk goes on when the place it had come to is gone", async (harness) => {
    const { commit, done, fact, key, otherPartition, partition, table } = createBench(harness);
    const names = ["1", "2", "3", "4"];
    await done(...names.map((name) => fact("A", { key: key("A", otherPartition(name)) })));
    let places: readonly WalkPlace[] = [];
    await expect
      .poll(async () => {
        places = await walk(table, { partition, limit: WALK_ITEMS_MAX });
        return places.length;
      }, SEEN_WITHIN)
      .toBe(names.length);

    const [first, ...others] = places;
    const gone = must(first, "the walk came by an item");
    const erased = await table.commit(commit({ type: "erase", key: key("A", gone.partition) }));
    expect(erased).toEqual({ ok: true });

    await expect
      .poll(() => walk(table, { partition, limit: 2, after: formatWalkPlace(gone) }), SEEN_WITHIN)
      .toEqual(others);
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

interface Walk {
  /** What to tell of: the items of this partition and of those whose names begin as it does. */
  readonly partition: Partition;
  readonly limit: number;
  readonly after?: string;
}

async function walk(table: RegionTable, { partition, limit, after }: Walk): Promise<readonly WalkPlace[]> {
  const places: WalkPlace[] = [];
  let next = after;
  for (let steps = 0; steps < STEPS_MAX; steps += 1) {
    const page = await table.walk({ limit, ...(next === undefined ? {} : { after: next }) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    const own = page.items.filter((item) => item.partition.startsWith(partition));
    places.push(...own.map((item) => ({ partition: item.partition, sort: item.sort })));
    next = page.next;
    if (next === undefined) return places;
  }
  throw new Error("the walk does not end");
}
