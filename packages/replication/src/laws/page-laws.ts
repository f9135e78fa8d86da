/** A page goes through one partition in order, either way, and neither skips nor repeats what stood throughout. */
import { AssertionFailed } from "@tandem/kernel";
import { expect } from "vitest";
import type { Partition } from "../key.ts";
import { PAGE_ITEMS_MAX, type PageOptions, type RegionTable } from "../region-table.ts";
import { createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";
import { SORTS_BY_BYTES } from "./sorts-by-bytes.ts";

const ASCENDING = { consistent: true, limit: PAGE_ITEMS_MAX, order: "ascending" } as const;
const DESCENDING = { ...ASCENDING, order: "descending" } as const;

export const pageLaws: readonly Law[] = [
  law("pages of any size give every item once, in order, either way", async (harness) => {
    const { done, fact, partition, table } = createBench(harness);
    await done(...SORTS_BY_BYTES.map((name) => fact(name)));
    const ascending = SORTS_BY_BYTES.map((name) => `${name}#${harness.region}`);

    for (const limit of [1, 2, 7, ascending.length, PAGE_ITEMS_MAX]) {
      expect(await sortsOfPages(table, partition, { ...ASCENDING, limit })).toEqual(ascending);
      expect(await sortsOfPages(table, partition, { ...DESCENDING, limit })).toEqual(ascending.toReversed());
    }
  }),

  law("a page has at most its limit, and a next while there is more", async (harness) => {
    const { done, fact, key, partition, table } = createBench(harness);
    await done(...["A", "B", "C"].map((name) => fact(name)));

    const two = await table.page(partition, { ...ASCENDING, limit: 2 });
    const none = await table.page(partition, { ...ASCENDING, after: key("C").sort });
    const unused = await table.page("LAW#never-used" as Partition, ASCENDING);

    expect(two.items.map(({ sort }) => sort)).toEqual([key("A").sort, key("B").sort]);
    expect(two.next).toBe(key("B").sort);
    expect(none).toEqual({ items: [], next: undefined });
    expect(unused).toEqual({ items: [], next: undefined });
  }),

  law("a prefix is matched by its characters, in every page", async (harness) => {
    const { done, fact, partition, table } = createBench(harness);
    await done(...["EVENT", "EVENTS", "EVEN", "EVENT-1", "\u{1f600}", "FACT"].map((name) => fact(name)));

    for (const page of [ASCENDING, DESCENDING]) {
      const sorts = await sortsOfPages(table, partition, { ...page, limit: 1, prefix: "EVENT" });
      const expected = ["EVENT", "EVENT-1", "EVENTS"].map((name) => `${name}#${harness.region}`);
      expect(sorts).toEqual(page.order === "ascending" ? expected : expected.toReversed());
    }
    expect(await sortsOfPages(table, partition, { ...ASCENDING, prefix: "G" })).toEqual([]);
    expect(await sortsOfPages(table, partition, { ...ASCENDING, prefix: "" })).toHaveLength(6);
  }),

  law("a page begins beyond any key, written or not, within its prefix or not", async (harness) => {
    const { done, fact, partition, table } = createBench(harness);
    await done(...["A", "M1", "M2", "M3", "Z", "\u{1f600}"].map((name) => fact(name)));
    const names = async (page: Partial<PageOptions>) =>
      (await sortsOfPages(table, partition, { ...ASCENDING, ...page })).map((sort) => sort.split("#")[0]);

    expect(await names({ after: "M2" })).toEqual(["M2", "M3", "Z", "\u{1f600}"]);
    expect(await names({ after: "M2", order: "descending" })).toEqual(["M1", "A"]);
    expect(await names({ after: "M2~", prefix: "M" })).toEqual(["M3"]);
    expect(await names({ after: "M2~", prefix: "M", order: "descending" })).toEqual(["M2", "M1"]);
    expect(await names({ after: "A", prefix: "M" })).toEqual(["M1", "M2", "M3"]);
    expect(await names({ after: "A", prefix: "M", order: "descending" })).toEqual([]);
    expect(await names({ after: "\uff21", prefix: "M" })).toEqual([]);
    expect(await names({ after: "\uff21", prefix: "M", order: "descending" })).toEqual(["M3", "M2", "M1"]);
    expect(await names({ after: "\uff21" })).toEqual(["\u{1f600}"]);
    expect(await names({ after: "" })).toHaveLength(6);
    expect(await names({ after: "", order: "descending" })).toEqual([]);
  }),

  law("pages go on over items that have expired, erased or been added meanwhile", async (harness) => {
    const { done, erase, fact, partition, table } = createBench(harness);
    await done(...["A", "B", "C", "D", "E"].map((name) => fact(name, name === "C" ? { expiresAtS: 1 } : {})));
    const first = await table.page(partition, { ...ASCENDING, limit: 2 });
    await done(erase("B"), fact("AA"), fact("CC"));

    const rest = await sortsOfPages(table, partition, { ...ASCENDING, limit: 1, after: first.next ?? "" });

    expect(rest).toEqual(["CC", "D", "E"].map((name) => `${name}#${harness.region}`));
  }),

  law("a limit is a whole number within the bound", async (harness) => {
    const { partition, table } = createBench(harness);

    const tooMuch = table.page(partition, { ...ASCENDING, limit: PAGE_ITEMS_MAX + 1 });
    await expect(tooMuch).rejects.toMatchObject({ name: "Fault", code: "bound-exceeded" });
    for (const limit of [0, -1, 1.5, Number.NaN]) {
      await expect(table.page(partition, { ...ASCENDING, limit })).rejects.toThrow(AssertionFailed);
    }
  }),
];

async function sortsOfPages(table: RegionTable, partition: Partition, options: PageOptions): Promise<string[]> {
  const sorts: string[] = [];
  let after = options.after;
  for (let pages = 0; pages <= PAGE_ITEMS_MAX; pages += 1) {
    const page = await table.page(partition, { ...options, ...(after === undefined ? {} : { after }) });
    expect(page.items.length).toBeLessThanOrEqual(options.limit);
    sorts.push(...page.items.map(({ sort }) => sort));
    if (page.next === undefined) return sorts;
    after = page.next;
  }
  throw new Error(`the pages of ${partition} do not end`);
}
