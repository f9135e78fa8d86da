/**
 * Sees to it that an order that stands here is in another region as well, as far as one answers: every peer that does not have it is asked to keep
 * a copy. It comes after the order, not before: no order is refused, and none is undone, because a peer is slow.
 */
import { Fault, type Region } from "@tandem/kernel";
import type { ShopContext } from "../shop-context.ts";
import type { CopyKeeper, OrderCopy } from "./copy-keeper.ts";
import { type Order, standingTwin } from "./fold-order.ts";
import { orderPartition, readOrderFacts } from "./order-facts.ts";

/** The regions that hold the order now, which is all that is promised. */
export async function makeDurable(
  context: ShopContext,
  { id, region: takenOnIn }: Pick<Order, "id" | "region">,
): Promise<readonly Region[]> {
  const { table, keepers = new Map() } = context;
  const placed = await readPlaced(context, id);
  // It was found elsewhere: that it is there is all that is known.
  if (placed === undefined) return [takenOnIn];
  const holders = new Set([table.region, ...placed.writers]);
  const others = [...keepers.values()].filter(({ region }) => !holders.has(region));
  const kept = await Promise.all(
    others.map(async (keeper) => ((await isKept(keeper, placed.copy)) ? keeper.region : [])),
  );
  return [...holders, ...kept.flat()];
}

interface PlacedHere {
  readonly copy: OrderCopy;
  /** The regions whose own PLACED is here: it stands there, too. */
  readonly writers: readonly Region[];
}

async function readPlaced({ table }: ShopContext, orderId: string): Promise<PlacedHere | undefined> {
  const [items = []] = await table.read([orderPartition(orderId)], { consistent: true });
  const facts = readOrderFacts(items);
  const standing = standingTwin(facts);
  if (standing === undefined) return undefined;
  const { item, taken: _, copyOf, ...order } = standing;
  const originals = facts.placed.flatMap((fact) => (fact.copyOf === undefined ? fact.item.region : []));
  return { copy: { region: item.region, stamp: item.stamp, order }, writers: [...originals, ...facts.copiedBy] };
}

async function isKept(keeper: CopyKeeper, copy: OrderCopy): Promise<boolean> {
  try {
    await keeper.keep(copy);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
