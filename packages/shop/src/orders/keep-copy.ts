/**
 * Keeps another region's order here too, in one commit: a copy of its PLACED, the customer's list entry under the order's own stamp, and an outbox
 * item of the same event. That one is due only when whoever took the order on has had ample time to have it charged: if it did, its fact has
 * arrived and nothing is left to do; if it is gone, this region has it charged, under the same key. Nothing is taken from stock for it.
 */
import { promise } from "@tandem/delivery";
import { done, MINUTE_MS, must, type Outcome, type Region, randomId, refused } from "@tandem/kernel";
import type { FactWrite } from "@tandem/replication";
import { type RestrictionKind, restrictionsOf, restrictionsPartition, strictestOn } from "@tandem/resilience";
import type { ShopContext } from "../shop-context.ts";
import type { OrderCopy } from "./copy-keeper.ts";
import { orderEntryFact } from "./order-entry.ts";
import { orderPartition, Placed } from "./order-facts.ts";
import { orderFactKey } from "./order-key.ts";

/** Longer than a charge takes on any day on which its region works. */
export const COPY_WAITS_MS = 5 * MINUTE_MS;

/** A restricted region may be about to leave: it is no place to keep anything. */
export type CopyRefusal =
  | { readonly reason: "restricted"; readonly kind: RestrictionKind }
  /** The same key was used here for other lines, or at other prices: what stands here would be shown and charged instead. */
  | { readonly reason: "differs" };

/** Done also if the order stands here as this region's own, whether as a copy or as a twin that says the same. */
export async function keepCopy(context: ShopContext, copy: OrderCopy): Promise<Outcome<"kept", CopyRefusal>> {
  const { table, stamps, random, copyWaitsMs = COPY_WAITS_MS } = context;
  const { region } = table;
  const { orderId, customer } = copy.order;
  const [items = []] = await table.read([restrictionsPartition()], { consistent: true });
  const restriction = strictestOn(restrictionsOf(items), region);
  if (restriction !== undefined) return refused({ reason: "restricted", kind: restriction.kind });
  const stamp = stamps.next({ above: copy.stamp });
  const notBeforeMs = stamps.nowMs() + copyWaitsMs;
  const outcome = await table.commit({
    id: randomId("cmt", random),
    stamp,
    writes: [
      copyFact(copy, region),
      promise({ region, record: orderPartition(orderId), event: "charge", stamp, notBeforeMs }),
      orderEntryFact({ customer, orderId, stamp: copy.stamp, region }),
    ],
  });
  if (outcome.ok) return done("kept");
  // Whatever was refused, its PLACED was, and comes first: an order of this key stands here.
  const standing = must(outcome.refusals.map((each) => each.standing).find(Placed.is), "what refused a copy stands");
  const { fingerprint, total } = Placed.read(standing);
  const isSame = fingerprint === copy.order.fingerprint && total === copy.order.total;
  return isSame ? done("kept") : refused({ reason: "differs" });
}

/** Wakes nobody: the outbox item beside it does, when it is due. */
function copyFact({ order, region: origin, stamp }: OrderCopy, region: Region): FactWrite {
  const lines = order.lines.map((line) => ({ ...line }));
  const data = { ...order, lines, taken: [], copyOf: { region: origin, stamp } };
  return Placed.write({ key: orderFactKey(Placed, order, region), data });
}
