/** All that one customer ever asked for under one idempotency key: it stands for one order, whoever hears what of it where. */
import type { Region } from "@tandem/kernel";
import type { Evidence } from "./evidence.ts";
import { orderIdOf } from "./order-record.ts";
import type { Line } from "./plan.ts";
import { isDone, isOf, isRefused, type TryOf } from "./try.ts";

export interface KeyUse {
  readonly customer: string;
  readonly key: string;
  readonly orderId: string;
  /** In the order they were asked. */
  readonly tries: readonly TryOf<"place-order">[];
}

export function keyUses({ tries }: Evidence): readonly KeyUse[] {
  const uses = Map.groupBy(tries.filter(isOf("place-order")), ({ operation }) =>
    JSON.stringify([operation.customer, operation.key]),
  );
  return [...uses.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { customer, key } = first.operation;
    return [{ customer, key, orderId: orderIdOf(customer, key), tries: all }];
  });
}

/** Those that were told: your order is placed. */
export function acceptedTries({ tries }: KeyUse): readonly TryOf<"place-order">[] {
  return tries.filter(isDone);
}

/** Whether everybody who used the key was told no, and nobody was left without an answer. */
export function isRefusedForGood({ tries }: KeyUse): boolean {
  return tries.every(isRefused);
}

export function regionsOf({ tries }: KeyUse): ReadonlySet<Region> {
  return new Set(tries.map(({ region }) => region));
}

/** What is wanted, written the same way however its lines were sent: one line a product, by product. */
export function wish(lines: readonly Line[]): string {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  const sorted = [...quantities].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return sorted.map(([sku, quantity]) => `${quantity} ${sku}`).join(", ");
}
