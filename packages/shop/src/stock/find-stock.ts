/**
 * Looks through all of a region's shards for what one shard did not hold. An order is short only if the whole region was: at one moment,
 * and not shard by shard while pieces came and went between the looks. So a shortage is believed when two looks in a row saw the same.
 * Gifts of other regions that have arrived are taken first: they are here, and nobody needs to be called.
 */
import { Fault } from "@tandem/kernel";
import { EscrowShare } from "@tandem/replication";
import type { Sku } from "../catalog/product.ts";
import { ROUNDS_MAX, type ShopContext } from "../shop-context.ts";
import { takeGifts } from "./move-stock.ts";
import { type Taken, takeFromFullest } from "./shards.ts";
import { arrivingIn, heldBy, readStock, type Stock } from "./stock.ts";
import type { Shortage } from "./wanted.ts";

export interface WantedPieces {
  readonly sku: Sku;
  readonly quantity: number;
}

export type FoundStock =
  | { readonly kind: "enough"; readonly taken: readonly Taken[] }
  | { readonly kind: "short"; readonly shortages: readonly Shortage[] };

export async function findStock(context: ShopContext, wanted: readonly WantedPieces[]): Promise<FoundStock> {
  const { table } = context;
  const { region } = table;
  const skus = wanted.map(({ sku }) => sku);
  let before: ReadonlyMap<Sku, Stock> = new Map();
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const now = await readStock(table, skus);
    const lines = wanted.map(({ sku, quantity }) => {
      const stock = now.get(sku) ?? [];
      return { sku, asked: quantity, stock, shards: takeFromFullest(heldBy(stock, region), quantity) };
    });
    const short = lines.filter(({ shards }) => shards === undefined);
    if (short.length === 0) return { kind: "enough", taken: lines.flatMap(takenOf) };
    const arriving = short.filter(({ stock }) => arrivingIn(stock, region) > 0);
    for (const product of arriving) await takeGifts(context, product);
    const same = short.filter(({ sku, stock }) => versionsIn(stock, region) === versionsIn(before.get(sku), region));
    if (arriving.length === 0 && same.length > 0) return { kind: "short", shortages: same };
    before = now;
  }
  const message = `the stock of ${skus.join(", ")} kept changing while it was being counted`;
  throw new Fault({ code: "contended", message, retryable: true, mayBeDone: false });
}

function takenOf(line: { readonly sku: Sku; readonly shards: ReadonlyMap<string, number> | undefined }) {
  return [...(line.shards ?? [])].map(([shard, quantity]): Taken => ({ sku: line.sku, shard, quantity }));
}

/** Each change of a shard is a commit, and leaves its id. */
function versionsIn(stock: Stock | undefined, region: string): string | undefined {
  return stock
    ?.map((items) => items.find((item) => EscrowShare.is(item) && item.region === region)?.commitId ?? "none")
    .join(" ");
}
