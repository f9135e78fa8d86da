/**
 * Prices as this process last read them, for a few seconds, so that placing an order is one round trip. A price that
 * changed within that time is charged as it was shown; what is charged is what the order says, never what a later read
 * says. Bounded: the oldest entry makes room.
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

  async function refresh(skus: readonly Sku[]): Promise<void> {
    const partitions = await table.read(skus.map(productPartition), { consistent: false });
    for (const [index, sku] of skus.entries()) {
      kept.delete(sku);
      const details = detailsOf(sku, foldProduct(partitions[index] ?? []));
      if (details !== undefined) kept.set(sku, { price: details.price, atMs: clock.elapsedMs() });
    }
    for (const sku of kept.keys()) {
      if (kept.size <= PRICES_KEPT_MAX) break;
      kept.delete(sku);
    }
  }

  return {
    async prices(skus) {
      const nowMs = clock.elapsedMs();
      const stale = skus.filter((sku) => nowMs - (kept.get(sku)?.atMs ?? -PRICE_AGE_MS_MAX) >= PRICE_AGE_MS_MAX);
      for (let from = 0; from < stale.length; from += READ_PARTITIONS_MAX) {
        await refresh(stale.slice(from, from + READ_PARTITIONS_MAX));
      }
      return new Map(skus.flatMap((sku) => (kept.has(sku) ? [[sku, kept.get(sku)?.price ?? 0] as const] : [])));
    },
  };
}
