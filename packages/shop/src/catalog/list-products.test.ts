import { below } from "@tandem/kernel";
import { expect, test } from "vitest";
import { encodeCursor } from "../cursor.ts";
import { createShop } from "../shop.ts";
import { createTwoRegions, EAST, type OneOfTwo, orderKey, type TwoRegions, WEST } from "../testing/two-regions.ts";
import type { Product } from "./listing.ts";

/** More than any test here turns: a list that does not end fails, and does not hang. */
const PAGES_MAX = 200;

async function define({ shop }: OneOfTwo, sku: string): Promise<void> {
  await shop.defineProduct({ sku, name: `A ${sku}`, price: 100 });
}

/** All pages, with `between` done after each. */
async function pagesOf({ shop }: OneOfTwo, limit: number, between: () => Promise<void> = async () => undefined) {
  const pages: (readonly Product[])[] = [];
  let cursor: string | undefined;
  do {
    const page = await shop.products({ limit, cursor });
    expect(page.ok).toBe(true);
    if (!page.ok) break;
    pages.push(page.value.items);
    cursor = page.value.next ?? undefined;
    await between();
  } while (cursor !== undefined && pages.length < PAGES_MAX);
  return pages;
}

function skusOf(pages: readonly (readonly Product[])[]): readonly string[] {
  return pages.flat().map(({ sku }) => sku);
}

async function fill(world: TwoRegions, count: number): Promise<readonly string[]> {
  const skus = Array.from({ length: count }, (_, index) => `SKU-${String(index).padStart(3, "0")}`);
  for (const sku of skus) await define(below(world.random, 2) === 0 ? world.east : world.west, sku);
  world.heal();
  return skus;
}

test.each([1, 2, 7, 10, 25])("pages of %i hold every product once, and never more than that", async (limit) => {
  const world = createTwoRegions();
  const skus = await fill(world, 40);

  const pages = await pagesOf(world.east, limit);

  expect(skusOf(pages).toSorted()).toEqual(skus);
  expect(Math.max(...pages.map((page) => page.length))).toBe(limit);
  expect(skusOf(await pagesOf(world.west, limit))).toEqual(skusOf(pages));
});

test("whoever turns pages while products are added sees those that were there, each once", async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const world = createTwoRegions(seed);
    const skus = await fill(world, 30);
    const added: string[] = [];

    const pages = await pagesOf(world.east, 4, async () => {
      for (const one of [world.east, world.west]) {
        added.push(`NEW-${below(world.random, 900)}-${added.length}`);
        await define(one, added.at(-1) ?? "");
      }
      world.heal();
    });

    const seen = skusOf(pages);
    expect(new Set(seen).size, `seed ${seed}`).toBe(seen.length);
    expect(seen, `seed ${seed}`).toEqual(expect.arrayContaining([...skus]));
  }
});

test("a listing of the other region that arrives between two pages does not bring its product again", async () => {
  const world = createTwoRegions();
  const skus = await fill(world, 12);
  for (const sku of skus) {
    const own = (await world.east.shop.restock({ key: orderKey(`e-${sku}`), sku, quantity: 1 })).ok;
    const others = (await world.west.shop.restock({ key: orderKey(`w-${sku}`), sku, quantity: 1 })).ok;
    expect([own, others]).toEqual([true, true]);
  }

  const pages = await pagesOf(world.east, 1, async () => {
    if (world.west.waiting() > 0) world.west.sendAll();
  });

  expect(skusOf(pages).toSorted()).toEqual(skus);
});

test.each([1, 2, 3, 10])("pages of %i pass over nothing that a region which is gone has left behind", async (limit) => {
  const world = createTwoRegions();
  const skus = await fill(world, 12);
  world.clock.advance(1);
  for (const sku of skus) {
    await world.east.shop.defineProduct({ sku, name: "East", price: 100 });
    world.heal();
    await world.west.shop.defineProduct({ sku, name: "West", price: 100 });
  }
  world.heal();
  const alone = { ...world.east, shop: createShop({ ...world.east.context, regions: [EAST] }) };

  const products = (await pagesOf(alone, limit)).flat();

  expect(products.map(({ sku }) => sku).toSorted()).toEqual(skus);
  expect(new Set(products.map(({ name }) => name))).toEqual(new Set(["West"]));
});

test("a product in a list adds up what each region last said, and is as old as the oldest of them", async () => {
  const world = createTwoRegions();
  await define(world.east, "LAMP");
  world.heal();
  await world.east.shop.restock({ key: orderKey("east"), sku: "LAMP", quantity: 5 });
  world.clock.advance(60_000);
  await world.west.shop.restock({ key: orderKey("west"), sku: "LAMP", quantity: 2 });
  world.heal();

  const [[product] = []] = await pagesOf(world.west, 10);

  expect(product).toEqual({
    sku: "LAMP",
    name: "A LAMP",
    price: 100,
    available: 7,
    availableIn: { [EAST]: 5, [WEST]: 2 },
    asOf: "2026-11-21T12:00:00.000Z",
  });
});

test("an empty catalog is one empty page", async () => {
  expect(await createTwoRegions().east.shop.products({ limit: 10 })).toEqual({
    ok: true,
    value: { items: [], next: null },
  });
});

test.each([
  ["of another list", encodeCursor({ list: "orders", owner: "everybody" }, "0 ")],
  ["that is damaged", encodeCursor({ list: "products", owner: "everybody" }, "0 LISTING").replace(/^./, "x")],
  ["that is no cursor", "next"],
  ["that is empty", ""],
  ["that begins before the first bucket", encodeCursor({ list: "products", owner: "everybody" }, "-1000000000 ")],
  ["that begins between two buckets", encodeCursor({ list: "products", owner: "everybody" }, "0.5 ")],
])("a cursor %s is refused", async (_, cursor) => {
  const page = await createTwoRegions().east.shop.products({ limit: 10, cursor });

  expect(page).toEqual({ ok: false, refusal: { reason: "bad-cursor" } });
});
