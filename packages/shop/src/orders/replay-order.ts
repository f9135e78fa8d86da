/**
 * The answer to a repetition: the order, from whichever region took it on, as it now stands. The fact is the record of its idempotency key.
 *
 * A request that says its earlier answer was lost may have been taken on where this region cannot see it yet. It is refused only when the
 * region it was sent to has said that it knows nothing of it; if that cannot be heard, nobody can decide, and the answer is to try again.
 * We do not spend the key here instead, with a CANCELLED of our own: that would end an order which its customer wants, and which the
 * other region may have charged already. A try that is still on its way when both were read is done after all; an order is placed within
 * the seconds that a function has, or never.
 */
import { done, type Outcome, type Region, refused } from "@tandem/kernel";
import type { Item } from "@tandem/replication";
import type { ShopContext } from "../shop-context.ts";
import { foldOrder, type Order, standingTwin } from "./fold-order.ts";
import { lookElsewhere } from "./look-elsewhere.ts";
import { orderPartition, readOrderFacts } from "./order-facts.ts";

/** Where the earlier try was sent whose answer was lost. */
export type LostAt = Region | "unknown";

export interface ReplayTerms extends ShopContext {
  /** None if no earlier answer was lost, as far as the customer says. */
  readonly lostAt?: LostAt | undefined;
}

export type ReplayRefusal =
  | { readonly reason: "key-reused" }
  /** These regions may have taken it on, and do not answer. */
  | { readonly reason: "undecidable"; readonly silent: readonly Region[] };

export interface Repeated {
  readonly orderId: string;
  /** The fingerprint of what is asked for now. */
  readonly print: string;
}

/** Undefined if the order is known nowhere that was to be asked: then it is new. */
export async function replayOrder(
  terms: ReplayTerms,
  repeated: Repeated,
): Promise<Outcome<Order, ReplayRefusal> | undefined> {
  const { orderId } = repeated;
  const [items = []] = await terms.table.read([orderPartition(orderId)], { consistent: true });
  const known = answerOf(items, repeated);
  if (known !== undefined || terms.lostAt === undefined) return known;
  const { items: joined, silent } = await lookElsewhere(terms, { orderId, items }, suspects(terms, terms.lostAt));
  const found = answerOf(joined, repeated);
  if (found !== undefined || silent.length === 0) return found;
  return refused({ reason: "undecidable", silent });
}

function answerOf(items: readonly Item[], { print }: Repeated): Outcome<Order, ReplayRefusal> | undefined {
  const order = foldOrder(items);
  if (order === undefined) return undefined;
  const isSame = standingTwin(readOrderFacts(items))?.fingerprint === print;
  return isSame ? done(order) : refused({ reason: "key-reused" });
}

/** Only a peer that is named can answer for itself. Whoever names this region was elsewhere before, or would have been answered here. */
function suspects({ table, regions }: ReplayTerms, lostAt: LostAt): readonly Region[] | undefined {
  return lostAt !== table.region && regions.some((region) => region === lostAt) ? [lostAt as Region] : undefined;
}
