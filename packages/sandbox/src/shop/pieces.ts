/** The pieces of each product, counted from outside: put in by operators, sold to customers, left in the shop, each by its own witness. */
import type { Evidence } from "./evidence.ts";
import { lastProducts, ordersAtLast } from "./last-looks.ts";
import { restocks } from "./restocks.ts";

export interface Pieces {
  readonly sku: string;
  /** What operators were told is in stock. */
  readonly acknowledged: number;
  /** The most that can have been put in. */
  readonly asked: number;
  /** In orders that stand: paid, or still to be paid. */
  readonly sold: number;
  /** What a region says at the end is left in all regions together; one entry a region that knows the product. */
  readonly left: readonly number[];
}

/** Statuses of orders that hold their pieces; the others have given them back. */
const HOLDING: ReadonlySet<string> = new Set(["placed", "paid"]);

export function pieces(evidence: Evidence): readonly Pieces[] {
  const put = restocks(evidence);
  const holding = [...ordersAtLast(evidence).values()].filter(({ status }) => HOLDING.has(status));
  const lines = holding.flatMap((order) => order.lines);
  const products = lastProducts(evidence);
  const skus = new Set([...put, ...lines, ...products].map(({ sku }) => sku));
  return [...skus].map((sku) => {
    const ofSku = put.filter((restock) => restock.sku === sku);
    const seen = products.flatMap(({ sku: other, product }) => (other === sku ? (product ?? []) : []));
    return {
      sku,
      acknowledged: sum(ofSku.map(({ acknowledged }) => acknowledged)),
      asked: sum(ofSku.map(({ asked }) => asked)),
      sold: sum(lines.filter((line) => line.sku === sku).map(({ quantity }) => quantity)),
      left: seen.map(({ availableIn }) => sum(Object.values(availableIn))),
    };
  });
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
