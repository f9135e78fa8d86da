/**
 * A region's share of a product lies in several shards, each in a partition of its own, so that one product can be sold faster than
 * one partition can write. Each shard is a counter by itself, with a floor of its own: a shard may be empty while its neighbour is
 * full. So an order tries one shard that its id chooses, and counts the others only when that one does not hold enough.
 */
import { assert, must } from "@tandem/kernel";
import * as z from "zod";

/**
 * One shard takes some hundred orders a second of one product in one region, since each is a transaction. Each more costs every exact
 * read of a product's stock a query. It may grow; it never shrinks, since pieces lie where they lie.
 */
export const STOCK_SHARD_COUNT = 4;
/** All stock lay here before there were shards. */
export const ONLY_SHARD_OF_OLD = "0";
/** Fewer in a shard, and every order of a few pieces would find too few of them where it looks first. */
export const SHARD_PIECES_MIN = 10;

/** Some pieces of one product in one shard. */
export const Taken = z.object({ sku: z.string(), shard: z.string(), quantity: z.int() });
export type Taken = z.infer<typeof Taken>;

/** Pieces in each shard: only shards that are named hold any. */
export type PiecesByShard = ReadonlyMap<string, number>;

const STOCK_SHARDS: readonly string[] = Array.from({ length: STOCK_SHARD_COUNT }, (_, index) => String(index));

export function stockShards(): readonly string[] {
  return STOCK_SHARDS;
}

/** Where an order looks first: ids are spread evenly, so orders are. */
export function shardOfOrder(orderId: string): string {
  let hash = 0;
  for (const letter of orderId) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return String(hash % STOCK_SHARD_COUNT);
}

/** From as few shards as will do, the fullest first; undefined if all together hold less. */
export function takeFromFullest(held: PiecesByShard, quantity: number): PiecesByShard | undefined {
  const taken = new Map<string, number>();
  let missing = quantity;
  for (const [shard, pieces] of [...held].toSorted(byPieces).toReversed()) {
    const some = Math.min(pieces, missing);
    if (some > 0) taken.set(shard, some);
    missing -= some;
  }
  return missing > 0 ? undefined : taken;
}

/** From all shards alike, as far as each holds that much: what stays is no less spread than it was. */
export function takeEvenly(held: PiecesByShard, quantity: number): PiecesByShard {
  assert(quantity <= sumOf(held), "no more is taken than is there");
  const taken = new Map<string, number>();
  let missing = quantity;
  let shardsLeft = held.size;
  for (const [shard, pieces] of [...held].toSorted(byPieces)) {
    const some = Math.min(pieces, shardsLeft === 1 ? missing : Math.floor(missing / shardsLeft));
    if (some > 0) taken.set(shard, some);
    missing -= some;
    shardsLeft -= 1;
  }
  return taken;
}

/** Where new pieces go: few into one shard, many into all of them, and always where least lies. */
export function spread(held: PiecesByShard, quantity: number): PiecesByShard {
  const count = Math.min(held.size, Math.max(1, Math.floor(quantity / SHARD_PIECES_MIN)));
  const emptiest = [...held].toSorted(byPieces).slice(0, count);
  const each = Math.floor(quantity / count);
  const [first] = must(emptiest[0], "there is a shard");
  return new Map(emptiest.map(([shard]) => [shard, shard === first ? quantity - each * (count - 1) : each]));
}

export function sumOf(held: PiecesByShard): number {
  return [...held.values()].reduce((sum, pieces) => sum + pieces, 0);
}

function byPieces(left: readonly [string, number], right: readonly [string, number]): number {
  return left[1] - right[1] || (left[0] < right[0] ? -1 : 1);
}
