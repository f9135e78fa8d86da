import { createWalk } from "@tandem/delivery";
import { expect, test } from "vitest";
import { orderSettlement } from "../order-work.ts";
import { createLedgerPayments } from "../testing/ledger-payments.ts";
import { createTwoRegions, escrowOf, type OneOfTwo, orderKey, sell, type TwoRegions } from "../testing/two-regions.ts";
import { createWorker } from "../testing/work-hints.ts";
import { isOrderPartition } from "./order-facts.ts";

const KEY = orderKey("twin");
const ONE_LAMP = [{ sku: "LAMP", quantity: 1 }];
const THREE_LAMPS = [{ sku: "LAMP", quantity: 3 }];

/** Twins whose charge is made in the east, and of which no region is ever told that the other's facts have arrived. */
async function twinsThatNobodyHearsOf(): Promise<TwoRegions> {
  const world = createTwoRegions();
  const payments = createLedgerPayments();
  await sell(world, { sku: "LAMP", price: 600, quantity: 10 });
  const worker = createWorker(world.east, payments);
  await world.east.shop.placeOrder({ customer: "ada", key: KEY, lines: ONE_LAMP });
  await world.west.shop.placeOrder({ customer: "ada", key: KEY, lines: ONE_LAMP });
  while (worker.waiting() > 0) await worker.workOne();
  world.heal();
  return world;
}

function walk({ context }: OneOfTwo) {
  const policy = { restMs: 1 };
  return createWalk({ ...context, product: orderSettlement, isRecord: isOrderPartition, policy }).run();
}

function spentIn(world: TwoRegions): number {
  const shares = [world.east, world.west].map((one) => escrowOf(one, "LAMP"));
  return shares.reduce((sum, { spent, returned }) => sum + spent - returned, 0);
}

test("a twin whose release nobody was told of is released by the walk, and only that one", async () => {
  const world = await twinsThatNobodyHearsOf();
  expect(spentIn(world)).toBe(2);

  const reports = [await walk(world.east), await walk(world.west)];

  expect(reports.reduce((sum, { settled }) => sum + settled, 0)).toBe(1);
  expect(reports.reduce((sum, { conflicts }) => sum + conflicts, 0)).toBe(1);
  expect(spentIn(world)).toBe(1);
});

test("whose twin does not stand has used his key for another order, and is told so", async () => {
  const world = createTwoRegions();
  await sell(world, { sku: "LAMP", price: 600, quantity: 10 });
  const ordered = { customer: "ada", key: KEY };
  await world.east.shop.placeOrder({ ...ordered, lines: ONE_LAMP });
  world.clock.advance(1);
  await world.west.shop.placeOrder({ ...ordered, lines: THREE_LAMPS });
  world.heal();

  expect(await world.west.shop.placeOrder({ ...ordered, lines: THREE_LAMPS })).toMatchObject({
    ok: false,
    refusal: { reason: "key-reused" },
  });
  expect(await world.west.shop.placeOrder({ ...ordered, lines: ONE_LAMP })).toMatchObject({
    ok: true,
    value: { lines: [{ quantity: 1 }], region: "us-east-1" },
  });
});
