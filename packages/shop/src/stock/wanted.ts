/**
 * What a region's customers asked for in vain, said where the other regions will read it: stock moves only to where somebody wants it,
 * and without a call. A want is numbered by what the region had received until then, so that gifts meet it once: a want that was met
 * is not met again because its pieces have been sold since.
 */
import { type Hazard, HOUR_MS, noHazard, type Region, randomId, SECOND_MS } from "@tandem/kernel";
import {
  compareStamps,
  declareFragment,
  EscrowShare,
  escrowOf,
  type FragmentItem,
  sideBySide,
  stampMs,
} from "@tandem/replication";
import * as z from "zod";
import type { Sku } from "../catalog/product.ts";
import type { ShopHazard } from "../hazards.ts";
import type { ShopContext } from "../shop-context.ts";
import { ONLY_SHARD_OF_OLD as FIRST_SHARD, sumOf } from "./shards.ts";
import { arrivingIn, heldBy, type Stock, stockPartition } from "./stock.ts";

/** However many customers are refused: one more write of a product in so long. */
export const WANTED_AGAIN_MS = 10 * SECOND_MS;
/** Whoever asked longer ago has bought elsewhere: as long as a partition may well last, and no longer than people wait. */
export const WANTED_AGE_MS_MAX = HOUR_MS;

const WantedData = z.object({
  /** How many pieces one customer asked for, and how many of them there were not. */
  asked: z.int().positive(),
  missing: z.int().positive(),
  /** All that the region had ever been given by then, taken or not. */
  received: z.int().nonnegative(),
});

export const Wanted = declareFragment({
  name: "WANTED",
  version: 1,
  parse: WantedData.parse,
  answer: sideBySide("each region says what it is short of, and whoever has it gives what it can spare"),
});

export interface Shortage {
  readonly sku: Sku;
  readonly asked: number;
  /** The product's items, read consistently. */
  readonly stock: Stock;
}

/** Says what is missing, unless that was said a moment ago; if somebody says it at the same moment, one of the two is enough. */
export async function noteWanted(context: ShopContext, shortages: readonly Shortage[]): Promise<void> {
  const { table, stamps, random } = context;
  const hazard: Hazard<ShopHazard> = context.hazard ?? noHazard;
  const { region } = table;
  const nowMs = stamps.nowMs();
  const notes = shortages.flatMap(({ sku, asked, stock }) => {
    const over = wantedItem(stock, region);
    if (over !== undefined && nowMs - stampMs(over.stamp) < WANTED_AGAIN_MS) return [];
    const missing = asked - sumOf(heldBy(stock, region));
    const key = Wanted.key({ partition: stockPartition(sku, FIRST_SHARD), region });
    return missing > 0 ? [{ over, key, data: { asked, missing, received: receivedBy(stock, region) } }] : [];
  });
  const [first, ...others] = notes.map((note) => Wanted.write(note));
  if (first === undefined) return;
  const above = notes
    .flatMap(({ over }) => over?.stamp ?? [])
    .toSorted(compareStamps)
    .at(-1);
  await hazard("want.before-commit");
  await table.commit({ id: randomId("cmt", random), stamp: stamps.next({ above }), writes: [first, ...others] });
}

/** How many pieces `region` still waits for, as far as it is known here; 0 if nobody there asks for more. */
export function unmetWant(stock: Stock, region: Region, nowMs: number): number {
  const item = wantedItem(stock, region);
  if (item === undefined || nowMs - stampMs(item.stamp) > WANTED_AGE_MS_MAX) return 0;
  const { asked, missing, received } = Wanted.read(item);
  const holds = sumOf(heldBy(stock, region)) + arrivingIn(stock, region);
  return Math.max(0, Math.min(missing - (receivedBy(stock, region) - received), asked - holds));
}

function wantedItem(stock: Stock, region: Region): FragmentItem | undefined {
  return stock[0]?.filter(Wanted.is).find((item) => item.region === region);
}

/** All that others have ever given to `region`. */
function receivedBy(stock: Stock, region: Region): number {
  let sum = 0;
  for (const items of stock) {
    const givers = items.filter(EscrowShare.is).filter((item) => item.region !== region);
    for (const giver of givers) sum += escrowOf(items, giver.region).given[region] ?? 0;
  }
  return sum;
}
