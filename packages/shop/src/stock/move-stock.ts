/**
 * The two halves of a gift, each a commit of its own region: the giver's pieces leave its shards and are numbered, the taker's numbers
 * say how far it has come. Nobody calls anybody, and whoever dies between two steps leaves what the next one finds: a repetition of the
 * first half is refused by its version, and one of the second takes a difference of nothing.
 */
import { type Hazard, noHazard, randomId } from "@tandem/kernel";
import { compareStamps, giveEscrow, takeGiven, type Write } from "@tandem/replication";
import type { Sku } from "../catalog/product.ts";
import type { ShopHazard } from "../hazards.ts";
import type { ShopContext } from "../shop-context.ts";
import type { Gift } from "./gifts.ts";
import { SHARD_PIECES_MIN, takeEvenly, takeFromFullest } from "./shards.ts";
import { heldBy, type Stock, stockPartition } from "./stock.ts";

export interface ProductStock {
  readonly sku: Sku;
  /** Read consistently: what is old is refused. */
  readonly stock: Stock;
}

/** Takes all that was given to this region; whether there was anything, and nobody else took it first. */
export async function takeGifts(context: ShopContext, { sku, stock }: ProductStock): Promise<boolean> {
  const hazard: Hazard<ShopHazard> = context.hazard ?? noHazard;
  const { region } = context.table;
  const writes = stock.flatMap((items, shard) => {
    const partition = stockPartition(sku, String(shard));
    return [...takeGiven({ partition, region }, items)];
  });
  if (writes.length === 0) return false;
  await hazard("take.before-commit");
  const isTaken = await commit(context, stock, writes);
  if (isTaken) await hazard("take.after-commit");
  return isTaken;
}

/** Gives, unless the pieces were sold or another gift was made meanwhile: then the next look decides anew. */
export async function give(context: ShopContext, { sku, stock }: ProductStock, gift: Gift): Promise<boolean> {
  const hazard: Hazard<ShopHazard> = context.hazard ?? noHazard;
  const { region } = context.table;
  const held = heldBy(stock, region);
  const { to, quantity } = gift;
  const shares = quantity < SHARD_PIECES_MIN ? takeFromFullest(held, quantity) : takeEvenly(held, quantity);
  const writes = [...(shares ?? [])].flatMap(([shard, pieces]) => {
    const place = { partition: stockPartition(sku, shard), region };
    return [...giveEscrow(place, { items: stock[Number(shard)] ?? [], to, quantity: pieces })];
  });
  await hazard("give.before-commit");
  const isGiven = await commit(context, stock, writes);
  if (isGiven) await hazard("give.after-commit");
  return isGiven;
}

async function commit(context: ShopContext, stock: Stock, writes: readonly Write[]): Promise<boolean> {
  const { table, stamps, random } = context;
  const [first, ...others] = writes;
  if (first === undefined) return false;
  const own = stock.flat().filter(({ region }) => region === table.region);
  const above = own
    .map((item) => item.stamp)
    .toSorted(compareStamps)
    .at(-1);
  const stamp = stamps.next({ above });
  const outcome = await table.commit({ id: randomId("cmt", random), stamp, writes: [first, ...others] });
  return outcome.ok;
}
