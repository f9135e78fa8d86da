/**
 * Stock is escrow: each region holds what it may sell by itself, in one counter a product, and never sells below zero. The
 * shard in the partition lets one product be sold faster than one partition can write.
 */
import type { Region } from "@tandem/kernel";
import {
  EscrowShare,
  escrowOf,
  type Item,
  type Key,
  makePartition,
  type Partition,
  type PeerTable,
} from "@tandem/replication";
import type { Sku } from "../catalog/product.ts";

/** One shard takes some hundred orders a second of one product in one region, since each is a transaction. */
const SHARD = "0";

/** What is left of a product, by region. */
export type Availability = Readonly<Record<string, number>>;

export function stockPartition(sku: Sku): Partition {
  return makePartition(["STOCK", sku, SHARD]);
}

export function escrowKey(sku: Sku, region: Region): Key {
  return EscrowShare.key({ partition: stockPartition(sku), region });
}

/** What each of `regions` may sell, as far as it is known here. */
export function availabilityOf(items: readonly Item[], regions: readonly Region[]): Availability {
  return Object.fromEntries(regions.map((region) => [region, availableIn(items, region)]));
}

export function availableIn(items: readonly Item[], region: Region): number {
  return escrowOf(items, region).available;
}

export async function readAvailability(
  table: PeerTable,
  skus: readonly Sku[],
  regions: readonly Region[],
): Promise<ReadonlyMap<Sku, Availability>> {
  const partitions = await table.read(skus.map(stockPartition), { consistent: true });
  return new Map(skus.map((sku, index) => [sku, availabilityOf(partitions[index] ?? [], regions)]));
}
