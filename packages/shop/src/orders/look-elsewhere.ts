/**
 * What other regions know of an order: asked only when this region does not know it, and then for one customer who waits. An order that
 * was placed elsewhere a moment ago has not arrived, and to its customer it exists. A region that does not answer is named, so that
 * nobody takes its silence for an answer.
 */
import { Fault, type Region } from "@tandem/kernel";
import { type Item, joinReplicas, type PeerTable, type ReplicaItems } from "@tandem/replication";
import type { ShopContext } from "../shop-context.ts";
import { orderPartition } from "./order-facts.ts";

export interface Elsewhere {
  /** All that is known of the order, here and in the regions that answered. */
  readonly items: readonly Item[];
  /** The regions that were to be asked and did not answer: what only they know is not in it. */
  readonly silent: readonly Region[];
}

export interface Known {
  readonly orderId: string;
  /** What this region has of it, read consistently. */
  readonly items: readonly Item[];
}

/** Asks `regions`, or every other if it is left out, all at once. */
export async function lookElsewhere(
  { table, peers, regions: all }: ShopContext,
  { orderId, items }: Known,
  regions: readonly Region[] = all.filter((region) => region !== table.region),
): Promise<Elsewhere> {
  const answers = await Promise.all(
    regions.map(async (region) => ({ region, items: await readAt(peers?.get(region), orderId) })),
  );
  const heard = answers.flatMap(({ region, items: found }): ReplicaItems[] =>
    found === undefined ? [] : [{ region, items: found }],
  );
  return {
    items: joinReplicas([{ region: table.region, items }, ...heard]),
    silent: answers.filter(({ items: found }) => found === undefined).map(({ region }) => region),
  };
}

/** Undefined if it cannot be known: to whoever asked, the reasons are all alike. */
async function readAt(peer: PeerTable | undefined, orderId: string): Promise<readonly Item[] | undefined> {
  try {
    const [items] = (await peer?.read([orderPartition(orderId)], { consistent: true })) ?? [];
    return items;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
