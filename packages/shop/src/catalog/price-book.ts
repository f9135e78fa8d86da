/**
 * Prices as this process last read them, for a few seconds, so that placing an order is one round trip. A price that
 * changed within that time is charged as it was shown; what is charged is what the order says, never what a later read
 * says. That a product is not there is never remembered, and is asked twice: a read that may be a little old does not
 * refuse what was defined a moment ago. Bounded: the oldest entry makes room.
 */
import type { Clock } from "@tandem/kernel";
import { type PeerTable, READ_PARTITIONS_MAX } from "@tandem/replication";
import { detailsOf, foldProduct, productPartition, type Sku } from "./product.ts";

export const PRICE_AGE_MS_MAX = 5_000;
export const PRICES_KEPT_MAX = 2_000;

export interface PriceBook {
  /** The price in cents of each sku that is for sale; the others are missing. */
  prices(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>>;
}

export function createPriceBook(table: PeerTable, clock: Clock): PriceBook {
  const kept = new Map<Sku, { readonly price: number; readonly atMs: number }>();

  async function read(skus: readonly Sku[], found: Map<Sku, number>, consistent: boolean): Promise<void> {
    for (let from = 0; from < skus.length; from += READ_PARTITIONS_MAX) {
      const some = skus.slice(from, from + READ_PARTITIONS_MAX);
      const atMs = clock.elapsedMs();
      const partitions = await table.read(some.map(productPartition), { consistent });
      for (const [index, sku] of some.entries()) {
        const details = detailsOf(sku, foldProduct(partitions[index] ?? []));
        if (details === undefined) continue;
        found.set(sku, details.price);
        keep(sku, { price: details.price, atMs });
      }
    }
  }

  function keep(sku: Sku, entry: { readonly price: number; readonly atMs: number }): void {
    kept.delete(sku);
    kept.set(sku, entry);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size > PRICES_KEPT_MAX) kept.delete(oldest);
  }

  return {
    async prices(skus) {
      const nowMs = clock.elapsedMs();
      const found = new Map<Sku, number>();
      for (const sku of skus) {
        const entry = kept.get(sku);
        if (entry !== undefined && nowMs - entry.atMs < PRICE_AGE_MS_MAX) found.set(sku, entry.price);
      }
      for (const consistent of [false, true]) {
        await read(
          skus.filter((sku) => !found.has(sku)),
          found,
          consistent,
        );
      }
      return found;
    },
  };
}
