import { must } from "@tandem/kernel";
import type { PeerTable } from "@tandem/replication";
import { expect, test } from "vitest";
import { CURSOR_LENGTH_MAX } from "../cursor.ts";
import { createLedgerPayments } from "../testing/ledger-payments.ts";
import { createTwoRegions, type OneOfTwo, orderKey, sell, type TwoRegions } from "../testing/two-regions.ts";
import { createWorker } from "../testing/work-hints.ts";
import type { Order } from "./fold-order.ts";
import { listOrders, REMEMBERED_MAX } from "./list-orders.ts";

async function open(): Promise<TwoRegions> {
  const world = createTwoRegions();
  await sell(world, { sku: "LAMP", price: 600, quantity: 100 });
  return world;
}

/** A second after whatever was before. */
async function place(world: TwoRegions, number: number, by: { one: OneOfTwo; customer?: string }): Promise<string> {
  const { one, customer = "ada" } = by;
  world.clock.advance(1_000);
  const outcome = await one.shop.placeOrder({
    customer,
    key: orderKey(number),
    lines: [{ sku: "LAMP", quantity: 1 }],
  });
  return must(outcome.ok ? outcome.value : undefined, "the order is taken on").id;
}

async function pageOf({ shop }: OneOfTwo, options: { limit: number; cursor?: string | undefined; customer?: string }) {
  const page = await shop.orders({ customer: "ada", ...options });
  return must(page.ok ? page.value : undefined, "the cursor is the list's own");
}

async function allOf(one: OneOfTwo, limit: number, between: () => Promise<unknown> = async () => undefined) {
  const orders: Order[] = [];
  let cursor: string | undefined;
  do {
    const page = await pageOf(one, { limit, cursor });
    orders.push(...page.items);
    cursor = page.next ?? undefined;
    await between();
  } while (cursor !== undefined);
  return orders.map(({ id }) => id);
}

test("orders of both regions come newest first, in pages of any size", async () => {
  const world = await open();
  const ids: string[] = [];
  for (let number = 0; number < 9; number += 1) {
    ids.push(await place(world, number, { one: number % 3 === 0 ? world.west : world.east }));
  }
  await place(world, 99, { one: world.east, customer: "bob" });
  world.heal();

  for (const limit of [1, 2, 3, 10, 25]) {
    expect(await allOf(world.east, limit)).toEqual(ids.toReversed());
    expect(await allOf(world.west, limit)).toEqual(ids.toReversed());
  }
});

test("orders that are placed while somebody turns pages neither shift nor repeat what he sees", async () => {
  const world = await open();
  const ids: string[] = [];
  for (let number = 0; number < 6; number += 1) ids.push(await place(world, number, { one: world.east }));
  let number = 100;

  const seen = await allOf(world.east, 2, async () => {
    number += 1;
    await place(world, number, { one: world.east });
  });

  expect(seen).toEqual(ids.toReversed());
});

test("twins are listed once, before the charge and after it, wherever it is asked", async () => {
  const world = await open();
  const older = await place(world, 1, { one: world.east });
  const twin = await place(world, 2, { one: world.east });
  expect(await place(world, 2, { one: world.west })).toBe(twin);
  const newer = await place(world, 3, { one: world.west });
  const payments = createLedgerPayments();
  const workers = [createWorker(world.east, payments), createWorker(world.west, payments)];
  world.heal();

  for (const limit of [1, 2, 10]) {
    expect(await allOf(world.east, limit)).toEqual([newer, twin, older]);
    expect(await allOf(world.west, limit)).toEqual([newer, twin, older]);
  }
  for (let rounds = 0; rounds < 3; rounds += 1) {
    for (const worker of workers) while (worker.waiting() > 0) await worker.workOne();
    world.heal();
  }
  for (const limit of [1, 2, 10]) {
    expect(await allOf(world.east, limit)).toEqual([newer, twin, older]);
    expect(await allOf(world.west, limit)).toEqual([newer, twin, older]);
  }
});

test("an order that was shown is not shown again when its older twin arrives while pages are turned", async () => {
  const world = await open();
  const older = await place(world, 1, { one: world.east });
  world.heal();
  const twin = await place(world, 2, { one: world.west });
  const between = await place(world, 3, { one: world.east });
  expect(await place(world, 2, { one: world.east })).toBe(twin);

  const seen = await allOf(world.east, 1, async () => world.heal());

  expect(seen).toEqual([twin, between, older]);
  expect(await allOf(world.east, 1)).toEqual([between, twin, older]);
});

test("a cursor remembers as much as it has room for, and can be handed in", async () => {
  const world = await open();
  const ids: string[] = [];
  for (let number = 0; number < REMEMBERED_MAX + 10; number += 1) {
    ids.push(await place(world, number, { one: world.east }));
  }

  expect(await allOf(world.east, 25)).toEqual(ids.toReversed());
  const first = must((await pageOf(world.east, { limit: 25 })).next, "there is a second page");
  const second = must((await pageOf(world.east, { limit: 25, cursor: first })).next, "there is a third");
  expect(second.length).toBeGreaterThan(first.length);
  expect(second.length).toBeLessThan(CURSOR_LENGTH_MAX);
});

test("a list costs what it shows, whatever other customers have ordered", async () => {
  const world = await open();
  for (let number = 0; number < 3; number += 1) await place(world, number, { one: world.east });
  const cost = async () => {
    let items = 0;
    const { table } = world.east.context;
    const counted: PeerTable = {
      ...table,
      async page(partition, options) {
        const page = await table.page(partition, options);
        items += page.items.length;
        return page;
      },
      async read(partitions, options) {
        const all = await table.read(partitions, options);
        items += all.flat().length;
        return all;
      },
    };
    await listOrders({ ...world.east.context, table: { ...table, ...counted } }, { customer: "ada", limit: 10 });
    return items;
  };
  const before = await cost();
  for (let number = 100; number < 140; number += 1) {
    await place(world, number, { one: world.east, customer: `customer-${number}` });
  }

  expect(await cost()).toBe(before);
});

test("an entry whose order has not arrived is left out, and no page breaks off there", async () => {
  const world = await open();
  const first = await place(world, 1, { one: world.west });
  world.heal();
  const second = await place(world, 2, { one: world.east });
  const third = await place(world, 3, { one: world.west });
  for (const item of world.east.replica.scan(undefined, 1_000)) {
    if (item.partition.startsWith("CUSTOMER-ORDERS#")) world.west.replica.replace([{ ...item, after: item }]);
  }

  expect(await allOf(world.west, 1)).toEqual([third, first]);
  world.heal();
  expect(await allOf(world.west, 1)).toEqual([third, second, first]);
});

test("another customer's cursor is refused, and so is one that is damaged or of another list", async () => {
  const world = await open();
  for (let number = 0; number < 3; number += 1) await place(world, number, { one: world.east });
  const cursor = must((await pageOf(world.east, { limit: 1 })).next, "there is a next page");
  const products = await world.east.shop.products({ limit: 1 });

  const foreign = [
    { customer: "bob", cursor },
    { customer: "ada", cursor: cursor.slice(0, -4) },
    { customer: "ada", cursor: `x${cursor}` },
    { customer: "ada", cursor: (products.ok ? products.value.next : undefined) ?? "" },
  ];
  for (const wanted of foreign) {
    expect(await world.east.shop.orders({ ...wanted, limit: 1 })).toEqual({
      ok: false,
      refusal: { reason: "bad-cursor" },
    });
  }
});

test("a customer without orders has one empty page", async () => {
  const { east } = await open();

  expect(await pageOf(east, { limit: 10, customer: "nobody" })).toEqual({ items: [], next: null });
});
