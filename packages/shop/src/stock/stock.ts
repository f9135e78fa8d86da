/**
 * Stock is escrow: each region holds what it may sell by itself and never sells below zero, in a few shards a product (`shards.ts`).
 * What a region has is what lies in its shards and what others have given it: a gift that has arrived and is not taken yet can be sold
 * here as soon as somebody asks for it, so it counts, and pieces are not missed while they move.
 *
 *     STOCK#sku#shard   ESCROW#r   what r may sell, and how it came to that      (a counter)
 *                       GIVEN#r    numbers r's gifts to other regions
 *                       TAKEN#r    what r has taken of others' gifts
 *     STOCK#sku#0       WANTED#r   what a customer of r asked for in vain
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
  untaken,
} from "@tandem/replication";
import type { Sku } from "../catalog/product.ts";
import { type PiecesByShard, STOCK_SHARD_COUNT, stockShards, sumOf, type Taken } from "./shards.ts";

/** Ten products are forty partitions of a few items a region: a read may ask for fifty, and for a thousand items. */
const SKUS_IN_ONE_READ = 10;

/** What is left of a product, by region. */
export type Availability = Readonly<Record<string, number>>;
/** The items of a product's partitions, in the order of the shards. */
export type Stock = readonly (readonly Item[])[];

export function stockPartition(sku: Sku, shard: string): Partition {
  return makePartition(["STOCK", sku, shard]);
}

export function stockPartitions(sku: Sku): readonly Partition[] {
  return stockShards().map((shard) => stockPartition(sku, shard));
}

export function escrowKey({ sku, shard }: Pick<Taken, "sku" | "shard">, region: Region): Key {
  return EscrowShare.key({ partition: stockPartition(sku, shard), region });
}

/** What each of `regions` may sell, as far as it is known here. */
export function availabilityOf(stock: Stock, regions: readonly Region[]): Availability {
  return Object.fromEntries(regions.map((region) => [region, availableIn(stock, region)]));
}

export function availableIn(stock: Stock, region: Region): number {
  return sumOf(heldBy(stock, region)) + arrivingIn(stock, region);
}

/** What lies in the shards of one region. */
export function heldBy(stock: Stock, region: Region): PiecesByShard {
  return new Map(stock.map((items, shard) => [String(shard), escrowOf(items, region).available]));
}

/** What was given to `region` and is not taken yet. */
export function arrivingIn(stock: Stock, region: Region): number {
  let sum = 0;
  for (const items of stock) {
    for (const giver of items) {
      if (!EscrowShare.is(giver) || giver.region === region) continue;
      sum += untaken(items, { giver: giver.region, taker: region });
    }
  }
  return sum;
}

export async function readStock(table: PeerTable, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Stock>> {
  const found = new Map<Sku, Stock>();
  for (let from = 0; from < skus.length; from += SKUS_IN_ONE_READ) {
    const some = skus.slice(from, from + SKUS_IN_ONE_READ);
    const partitions = await table.read(some.flatMap(stockPartitions), { consistent: true });
    for (const [index, sku] of some.entries()) {
      found.set(sku, partitions.slice(index * STOCK_SHARD_COUNT, (index + 1) * STOCK_SHARD_COUNT));
    }
  }
  return found;
}
