/**
 * Brings a region's pieces of many products together, each product's in one shard: an order of many lines that all lie scattered would
 * take from more shards than one commit can write. It is rare, and it costs a commit or three before the order's own. Nothing is held
 * for the order meanwhile: what is sold under its hands is found again, as after any refusal.
 */

import { randomId } from "@tandem/kernel";
import { compareStamps, gatherEscrow } from "@tandem/replication";
import type { ShopContext } from "../shop-context.ts";
import type { WantedPieces } from "./find-stock.ts";
import { ONLY_SHARD_OF_OLD as FIRST_SHARD, type Taken, takeFromFullest } from "./shards.ts";
import { heldBy, readStock, stockPartition } from "./stock.ts";

/** At most five items each, of the hundred that one commit may write. */
const PRODUCTS_IN_ONE_COMMIT = 16;

/** Where each line's pieces are now, or are hoped to be: one shard a line. */
export async function gatherStock(context: ShopContext, wanted: readonly WantedPieces[]): Promise<readonly Taken[]> {
  const { table, stamps, random } = context;
  const { region } = table;
  const found = await readStock(
    table,
    wanted.map(({ sku }) => sku),
  );
  const plans = wanted.map(({ sku, quantity }) => {
    const stock = found.get(sku) ?? [];
    const [[shard] = [FIRST_SHARD], ...others] = takeFromFullest(heldBy(stock, region), quantity) ?? [];
    const place = (name: string) => ({ partition: stockPartition(sku, name), region });
    const from = others.map(([name, pieces]) => ({ place: place(name), quantity: pieces }));
    return { taken: { sku, shard, quantity }, into: place(shard), items: stock[Number(shard)] ?? [], from };
  });
  const scattered = plans.filter(({ from }) => from.length > 0);
  for (let at = 0; at < scattered.length; at += PRODUCTS_IN_ONE_COMMIT) {
    const some = scattered.slice(at, at + PRODUCTS_IN_ONE_COMMIT);
    const [first, ...others] = some.flatMap((plan) => gatherEscrow(plan));
    if (first === undefined) continue;
    const above = some
      .flatMap(({ items }) => items.map(({ stamp }) => stamp))
      .toSorted(compareStamps)
      .at(-1);
    await table.commit({ id: randomId("cmt", random), stamp: stamps.next({ above }), writes: [first, ...others] });
  }
  return plans.map(({ taken }) => taken);
}
