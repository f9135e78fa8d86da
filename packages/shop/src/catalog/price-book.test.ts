import { createManualClock } from "@tandem/kernel";
import type { PeerTable } from "@tandem/replication";
import { expect, test } from "vitest";
import { createTwoRegions } from "../testing/two-regions.ts";
import { createPriceBook, PRICE_AGE_MS_MAX, PRICES_KEPT_MAX } from "./price-book.ts";
import { productPartition } from "./product.ts";

async function openWith(skus: readonly string[]) {
  const world = createTwoRegions();
  for (const sku of skus) await world.east.shop.defineProduct({ sku, name: sku, price: 100 });
  const clock = createManualClock();
  const reads: { readonly count: number; readonly consistent: boolean }[] = [];
  const { table } = world.east.context;
  const counted: PeerTable = {
    ...table,
    read(partitions, options) {
      reads.push({ count: partitions.length, consistent: options.consistent });
      return table.read(partitions, options);
    },
  };
  return { ...world, clock, reads, counted, book: createPriceBook(counted, clock) };
}

test("a price is read once and then known, until it is too old", async () => {
  const { book, clock, reads, east } = await openWith(["LAMP"]);
  expect(await book.prices(["LAMP"])).toEqual(new Map([["LAMP", 100]]));
  await east.shop.defineProduct({ sku: "LAMP", name: "LAMP", price: 150 });

  clock.advance(PRICE_AGE_MS_MAX - 1);
  expect(await book.prices(["LAMP"])).toEqual(new Map([["LAMP", 100]]));
  expect(reads).toHaveLength(1);

  clock.advance(1);
  expect(await book.prices(["LAMP"])).toEqual(new Map([["LAMP", 150]]));
});

test("a wall clock that steps neither keeps a price alive nor ends it", async () => {
  const { book, clock, reads } = await openWith(["LAMP"]);
  await book.prices(["LAMP"]);

  clock.step(-86_400_000);
  await book.prices(["LAMP"]);
  expect(reads).toHaveLength(1);

  clock.advance(PRICE_AGE_MS_MAX);
  await book.prices(["LAMP"]);
  expect(reads).toHaveLength(2);
});

test("a product that is not there is missing, not free, and is found as soon as it is defined", async () => {
  const { book, east } = await openWith(["LAMP"]);

  expect(await book.prices(["LAMP", "DESK"])).toEqual(new Map([["LAMP", 100]]));
  await east.shop.defineProduct({ sku: "DESK", name: "DESK", price: 900 });
  expect(await book.prices(["DESK"])).toEqual(new Map([["DESK", 900]]));
});

test("a product that an old read does not show yet is read again, consistently", async () => {
  const { counted, clock, reads } = await openWith(["LAMP"]);
  const old: PeerTable = {
    ...counted,
    async read(partitions, options) {
      const items = await counted.read(partitions, options);
      return options.consistent ? items : partitions.map(() => []);
    },
  };

  expect(await createPriceBook(old, clock).prices(["LAMP"])).toEqual(new Map([["LAMP", 100]]));
  expect(reads.map(({ consistent }) => consistent)).toEqual([false, true]);
});

test("a full book makes room by its oldest price, and still gives every price it is asked for", async () => {
  const skus = Array.from({ length: PRICES_KEPT_MAX }, (_, index) => `SKU-${index}`);
  const { counted, clock, reads } = await openWith(["LAMP"]);
  const lamp = productPartition("LAMP");
  const everythingIsALamp: PeerTable = {
    ...counted,
    async read(partitions, options) {
      const [items = []] = await counted.read([lamp], options);
      return partitions.map(() => items);
    },
  };
  const book = createPriceBook(everythingIsALamp, clock);
  await book.prices(skus);

  const prices = await book.prices(["SKU-0", "LAMP"]);

  expect([...prices.keys()].toSorted()).toEqual(["LAMP", "SKU-0"]);
  reads.length = 0;
  await book.prices(["SKU-1", "LAMP"]);
  expect(reads).toEqual([]);
  await book.prices(["SKU-0"]);
  expect(reads).toHaveLength(1);
});

test("many skus are read in reads of a bounded size", async () => {
  const skus = Array.from({ length: 120 }, (_, index) => `SKU-${index}`);
  const { book, reads } = await openWith(skus);

  expect((await book.prices(skus)).size).toBe(120);
  expect(reads.map(({ count }) => count)).toEqual([50, 50, 20]);
});
