/**
 * What two regions and a provider may do to one order, as data: every history of it is a set of these facts. Played in two
 * regions, each fact is written by its own region, and a PLACED takes its stock; giving stock back is what is under test.
 */
import { randomId } from "@tandem/kernel";
import { takeFromEscrow, type Write } from "@tandem/replication";
import { declinedFact, orderPartition, paidFact, placedFact } from "../orders/order-facts.ts";
import { settleOrder } from "../orders/settle-order.ts";
import { escrowKey } from "../stock/stock.ts";
import { CUSTOMER, ORDER_ID, subsetsOf } from "./order-items.ts";
import { type OneOfTwo, sell, type TwoRegions } from "./two-regions.ts";

export const SKU = "LAMP";
export const STOCKED = 5;
const QUANTITY = 2;

const FACTS = ["PLACED east", "PLACED west", "PAID east", "PAID west", "DECLINED east", "DECLINED west"] as const;
export type FactName = (typeof FACTS)[number];

export interface OrderHistory {
  readonly facts: readonly FactName[];
  readonly eastTotal: number;
  readonly westTotal: number;
  /** What the provider took, or would not take. */
  readonly charged: number;
  readonly isWestFirst: boolean;
}

const TOTALS = [
  { eastTotal: 1_200, westTotal: 1_200, charged: 1_200 },
  { eastTotal: 900, westTotal: 1_200, charged: 900 },
  { eastTotal: 900, westTotal: 1_200, charged: 1_200 },
] as const;

/** All there are: every set of facts, with every relation of the totals and of the stamps. */
export function orderHistories(): readonly OrderHistory[] {
  return subsetsOf(FACTS).flatMap((facts) =>
    TOTALS.flatMap((totals) => [false, true].map((isWestFirst) => ({ facts, ...totals, isWestFirst }))),
  );
}

export async function play(world: TwoRegions, history: OrderHistory): Promise<void> {
  await sell(world, { sku: SKU, price: 600, quantity: STOCKED });
  for (const name of history.isWestFirst ? history.facts.toReversed() : history.facts) {
    const one = name.endsWith("east") ? world.east : world.west;
    const total = name.endsWith("east") ? history.eastTotal : history.westTotal;
    const { region } = one.context.table;
    const charge = { orderId: ORDER_ID, customer: CUSTOMER, amount: history.charged, chargeId: "chg_1" };
    world.clock.advance(1);
    if (name.startsWith("PAID")) await commit(one, [paidFact(charge, region)]);
    else if (name.startsWith("DECLINED")) await commit(one, [declinedFact(charge, region)]);
    else {
      const lines = [{ sku: SKU, quantity: QUANTITY, price: total / QUANTITY }];
      const taken = { sku: SKU, shard: "0", quantity: QUANTITY };
      const named = { orderId: ORDER_ID, customer: CUSTOMER, currency: "USD", fingerprint: "same" };
      const order = { ...named, lines, total, taken: [taken] };
      await commit(one, [placedFact(order, region), takeFromEscrow(escrowKey(taken, region), QUANTITY)]);
    }
  }
}

/** Does what the order obliges a region to, by what has arrived there; whether there was anything. */
export async function settleIn(one: OneOfTwo): Promise<boolean> {
  const { table, stamps } = one.context;
  const items = one.replica.list(orderPartition(ORDER_ID));
  const [first, ...others] = settleOrder({ items, region: table.region, stamp: stamps.next() }).writes;
  if (first === undefined) return false;
  return commit(one, [first, ...others]);
}

async function commit(one: OneOfTwo, writes: readonly [Write, ...Write[]]): Promise<boolean> {
  const { table, stamps, random } = one.context;
  return (await table.commit({ id: randomId("cmt", random), stamp: stamps.next(), writes })).ok;
}
