import { createManualClock, must, region } from "@tandem/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sideBySide } from "./answer.ts";
import { factItem } from "./fact-item.ts";
import { declareFact } from "./fact-kind.ts";
import type { Item } from "./item.ts";
import { joinPages } from "./join-pages.ts";
import { makePartition } from "./key.ts";
import { createMemoryRegionTable } from "./memory-region-table.ts";
import { createMemoryReplica } from "./memory-replica.ts";
import { formatStamp } from "./stamp.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const PARTITION = makePartition(["LIST", "1"]);
const Entry = declareFact({
  name: "ENTRY",
  version: 1,
  parse: () => ({}),
  answer: sideBySide("each region lists its own"),
});

/** Entry `number` of the region, as both replicas hold it once it has arrived. */
function entry(number: number, own: typeof EAST): Item {
  const key = Entry.key({ partition: PARTITION, tail: [String(number).padStart(3, "0")], region: own });
  return factItem(Entry.write({ key, data: {} }), {
    id: `cmt_${number}`,
    stamp: formatStamp({ ms: number, counter: 0, region: own }),
  });
}

function tableOf(own: typeof EAST, items: readonly Item[]) {
  const replica = createMemoryReplica();
  replica.replace(items.map((after) => ({ partition: after.partition, sort: after.sort, after })));
  return createMemoryRegionTable({ region: own, clock: createManualClock(), replica });
}

it("turning joined pages shows every item of every replica once, in order, whichever of them has arrived where", async () => {
  const placed = fc.record({ east: fc.boolean(), arrived: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(placed, { maxLength: 30 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom("ascending" as const, "descending" as const),
      async (entries, limit, order) => {
        const items = entries.map(({ east }, number) => entry(number, east ? EAST : WEST));
        const has = (own: typeof EAST) =>
          items.filter((item, number) => item.region === own || must(entries[number], "it was drawn").arrived);
        const [east, west] = [tableOf(EAST, has(EAST)), tableOf(WEST, has(WEST))];
        const seen: Item[] = [];
        let after: string | undefined;
        for (let pages = 0; pages <= items.length + 1; pages += 1) {
          const options = { consistent: true, limit, order, ...(after === undefined ? {} : { after }) };
          const page = joinPages(
            [
              { region: EAST, page: await east.page(PARTITION, options) },
              { region: WEST, page: await west.page(PARTITION, options) },
            ],
            options,
          );
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items);
          after = page.next;
          if (after === undefined) break;
        }

        expect(seen.map(({ sort }) => sort)).toEqual(
          (order === "ascending" ? items : items.toReversed()).map(({ sort }) => sort),
        );
      },
    ),
  );
});

it("what a region has erased is not brought back by a replica that has not heard of it", () => {
  const erased = entry(1, EAST);

  const page = joinPages(
    [
      { region: EAST, page: { items: [], next: undefined } },
      { region: WEST, page: { items: [erased, entry(2, WEST)], next: undefined } },
    ],
    { consistent: true, limit: 5, order: "ascending" },
  );

  expect(page).toEqual({ items: [entry(2, WEST)], next: undefined });
});

it("a page ends where one replica does not know how it goes on, though others do and it has room", () => {
  const page = joinPages(
    [
      { region: EAST, page: { items: [entry(9, WEST), entry(8, EAST)], next: entry(8, EAST).sort } },
      { region: WEST, page: { items: [entry(7, WEST), entry(3, WEST)], next: entry(3, WEST).sort } },
    ],
    { consistent: true, limit: 2, order: "descending" },
  );

  expect(page).toEqual({ items: [entry(8, EAST)], next: entry(8, EAST).sort });
});
