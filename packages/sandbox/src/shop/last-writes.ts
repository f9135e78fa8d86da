/**
 * What is done in each region once all is healed and nobody owes anything: somebody puts a product that there was, restocks it, and two people
 * buy of it, one of them from his cart. They are customers of their own, of whom nothing else is known.
 */
import type { Region } from "@tandem/kernel";
import type { Operation, Plan, PlannedOperation } from "./plan.ts";

/** Both buy one, and one is left. */
const QUANTITY = 3;
const PRICE = 700;

/** A shop that has nothing to sell is left closed. */
export function lastWrites({ skus: [sku] }: Plan, region: Region): readonly Omit<PlannedOperation, "patience">[] {
  if (sku === undefined) return [];
  const customer = lastCustomer(region);
  const key = `last-key-of-${region}`;
  const operations: readonly Operation[] = [
    { kind: "put-product", sku, name: `${sku} at last in ${region}`, price: PRICE },
    { kind: "restock", sku, quantity: QUANTITY, key },
    { kind: "place-order", customer, key, lines: [{ sku, quantity: 1 }] },
    { kind: "add-to-cart", customer, key, sku, quantity: 1 },
    { kind: "check-out", customer, key: `${key}-cart` },
  ];
  return operations.map((operation) => {
    return { id: `last ${operation.kind} in ${region}`, region, operation, afterMs: 0 };
  });
}

export function lastCustomer(region: Region): string {
  return `last-of-${region}`;
}
