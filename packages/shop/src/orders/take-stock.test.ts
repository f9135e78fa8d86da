import { must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { createShop } from "../shop.ts";
import { STOCK_SHARD_COUNT, shardOfOrder } from "../stock/shards.ts";
import { countTable } from "../testing/counted-table.ts";
import { createTwoRegions, EAST, escrowOf, orderKey, sell, sharesOf, WEST } from "../testing/two-regions.ts";
import { orderIdOf } from "./order-facts.ts";
import { ORDER_LINES_MAX, ORDER_TAKES_MAX } from "./order-lines.ts";

const ADA = "ada";

async function open(quantity: number, skus = ["LAMP"]) {
  const world = createTwoRegions();
  for (const sku of skus) await sell(world, { sku, price: 600, quantity });
  const { table, calls, commits } = countTable(world.east.context.table);
  const shop = createShop({ ...world.east.context, table });
  const order = (number: number, lines: readonly { sku: string; quantity: number }[]) =>
    shop.placeOrder({ customer: ADA, key: orderKey(number), lines });
  return { ...world, shop, calls, commits, order };
}

/** The number of an order whose first look goes to this shard. */
function numberFor(shard: string): number {
  const numbers = Array.from({ length: 100 }, (_, number) => number);
  const found = numbers.find((number) => shardOfOrder(orderIdOf(ADA, orderKey(number))) === shard);
  return must(found, "some order's id chooses the shard");
}

test("an order is two round trips when cold and one when warm, whichever shard its id chooses", async () => {
  const { calls, order } = await open(40);

  for (let shard = 0; shard < STOCK_SHARD_COUNT; shard += 1) {
    calls.length = 0;
    expect((await order(numberFor(String(shard)), [{ sku: "LAMP", quantity: 2 }])).ok).toBe(true);
    expect(calls).toEqual(shard === 0 ? ["read", "commit"] : ["commit"]);
  }
});

test("orders are spread over all shards", async () => {
  const { east, order } = await open(40);

  for (let number = 0; number < 12; number += 1) await order(number, [{ sku: "LAMP", quantity: 1 }]);

  const spent = sharesOf(east, "LAMP").map((share) => share.spent);
  expect(Math.min(...spent)).toBeGreaterThan(0);
  expect(spent.reduce((sum, count) => sum + count, 0)).toBe(12);
});

test("what no shard holds by itself is taken from several, in one commit, with one look more", async () => {
  const { calls, commits, east, order } = await open(40);
  await order(1, [{ sku: "LAMP", quantity: 1 }]);
  calls.length = 0;

  expect((await order(2, [{ sku: "LAMP", quantity: 25 }])).ok).toBe(true);

  expect(calls).toEqual(["commit", "read", "commit"]);
  const taken = must(commits.at(-1), "a commit").writes.filter(({ type }) => type === "adjust");
  expect(taken).toHaveLength(3);
  expect(escrowOf(east, "LAMP").available).toBe(14);
});

test("lines whose first shard holds enough stay there, while another line is looked for elsewhere", async () => {
  const { east, order } = await open(40, ["LAMP", "DESK"]);

  const outcome = await order(1, [
    { sku: "LAMP", quantity: 25 },
    { sku: "DESK", quantity: 3 },
  ]);

  expect(outcome.ok).toBe(true);
  expect(["LAMP", "DESK"].map((sku) => escrowOf(east, sku).spent)).toEqual([25, 3]);
  expect(sharesOf(east, "DESK").filter(({ spent }) => spent > 0)).toHaveLength(1);
});

test("an order of all there is, scattered as it is, is taken on; one piece more is refused with what is available where", async () => {
  const { order, west, heal, east } = await open(40);
  await west.shop.placeOrder({ customer: ADA, key: orderKey("west"), lines: [{ sku: "LAMP", quantity: 7 }] });
  heal();

  expect(await order(1, [{ sku: "LAMP", quantity: 41 }])).toMatchObject({
    refusal: {
      reason: "out-of-stock",
      lines: [{ sku: "LAMP", requested: 41, available: 40, availableIn: { [EAST]: 40, [WEST]: 33 } }],
    },
  });
  expect((await order(2, [{ sku: "LAMP", quantity: 40 }])).ok).toBe(true);
  expect(escrowOf(east, "LAMP").available).toBe(0);
});

test("forty lines that each lie in four shards are brought together first: no commit writes more than a commit may", async () => {
  const skus = Array.from({ length: ORDER_LINES_MAX }, (_, index) => `SKU-${index}`);
  const { order, commits, east } = await open(40, skus);
  commits.length = 0;

  const outcome = await order(
    1,
    skus.map((sku) => ({ sku, quantity: 39 })),
  );

  expect(outcome.ok).toBe(true);
  const last = must(commits.at(-1), "a commit").writes.filter(({ type }) => type === "adjust");
  expect(last.length).toBeLessThanOrEqual(ORDER_TAKES_MAX);
  for (const sku of skus) expect(escrowOf(east, sku)).toMatchObject({ available: 1, spent: 39 });
});

test("a refusal asks nothing of the other region, and is not written down again and again", async () => {
  const { calls, clock, order, east } = await open(4);
  const tooMuch = [{ sku: "LAMP", quantity: 5 }];
  await order(1, tooMuch);
  calls.length = 0;

  await order(2, tooMuch);
  expect(calls).toEqual(["commit", "read", "read", "read"]);
  clock.advance(10_000);
  calls.length = 0;
  await order(3, tooMuch);

  const prices = "read";
  expect(calls).toEqual([prices, "commit", "read", "read", "read", "commit"]);
  expect(escrowOf(east, "LAMP").spent).toBe(0);
});
