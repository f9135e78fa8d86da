/**
 * Ends an order on its customer's word, in one commit: the CANCELLED fact and whatever this region then owes, its stock given back and the
 * refund promised. A region that does not know yet may charge the order, and where the two facts meet the money goes
 * back; so a cancelled order ends uncharged or refunded, and never charged and kept.
 *
 * No other region is asked, unless this one has never heard of the order: then it is looked up, and only the fact is committed. What follows
 * from it is owed when the order itself has arrived and can be read here.
 *
 * The fact carries the fingerprint of the key it was asked under. The same key again, anywhere, is answered with the order as it stands;
 * another comes too late once the order is declined, cancelled or given back. Two keys in two regions that know nothing of each other have
 * both cancelled it.
 */
import { fingerprint, type IdempotencyKey } from "@tandem/delivery";
import { done, Fault, type Hazard, must, noHazard, type Outcome, randomId, refused } from "@tandem/kernel";
import { compareStamps, factItem, type Item } from "@tandem/replication";
import type { ShopHazard } from "../hazards.ts";
import { ROUNDS_MAX, type ShopContext } from "../shop-context.ts";
import { foldOrder, type Order } from "./fold-order.ts";
import { lookElsewhere } from "./look-elsewhere.ts";
import { orderPartition, readOrderFacts } from "./order-facts.ts";
import { type Cancellation, cancelledFact } from "./order-results.ts";
import type { OrderStatus } from "./order-status.ts";
import { settleOrder } from "./settle-order.ts";

export interface CancelRequest {
  readonly customer: string;
  readonly orderId: string;
  readonly key: IdempotencyKey;
}

export type CancelRefusal =
  /** It is somebody else's, or nobody's as far as this region knows and can ask. */
  { readonly reason: "not-found" } | { readonly reason: "too-late"; readonly status: OrderStatus };

/** What a customer may still cancel. */
const CANCELLABLE: readonly OrderStatus[] = ["placed", "paid"];

export async function cancelOrder(
  context: ShopContext,
  { customer, orderId, key }: CancelRequest,
): Promise<Outcome<Order, CancelRefusal>> {
  const hazard: Hazard<ShopHazard> = context.hazard ?? noHazard;
  const cancellation = { orderId, customer, fingerprint: fingerprint({ customer, key }) };
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const [items = []] = await context.table.read([orderPartition(orderId)], { consistent: true });
    const here = foldOrder(items);
    const known = here === undefined ? (await lookElsewhere(context, { orderId, items })).items : items;
    const order = foldOrder(known);
    if (order?.customer !== customer) return refused({ reason: "not-found" });
    const { cancelled } = readOrderFacts(known);
    if (cancelled.some((fact) => fact.fingerprint === cancellation.fingerprint)) return done(order);
    if (!CANCELLABLE.includes(order.status)) return refused({ reason: "too-late", status: order.status });
    await hazard("cancel.before-commit");
    const after = await commitCancellation(context, { items: known, isHere: here !== undefined, cancellation });
    if (after === undefined) continue;
    await hazard("cancel.after-commit");
    return done(must(foldOrder(after), "an order that is cancelled is an order"));
  }
  const message = `the order ${orderId} kept changing while it was being cancelled`;
  throw new Fault({ code: "contended", message, retryable: true, mayBeDone: false });
}

interface Cancelling {
  readonly items: readonly Item[];
  /** Whether this region knows them by itself. */
  readonly isHere: boolean;
  readonly cancellation: Cancellation;
}

/** The order's items with the cancellation; undefined if something of it changed meanwhile. */
async function commitCancellation(
  { table, stamps, random }: ShopContext,
  { items, isHere, cancellation }: Cancelling,
): Promise<readonly Item[] | undefined> {
  const { region } = table;
  const newest = items.map((item) => item.stamp).toSorted(compareStamps);
  const stamp = stamps.next({ above: newest.at(-1) });
  const id = randomId("cmt", random);
  const cancelled = cancelledFact(cancellation, region);
  const after = [...items, factItem(cancelled, { id, stamp })];
  const writes = isHere ? settleOrder({ items: after, region, stamp }).writes : [];
  const outcome = await table.commit({ id, stamp, writes: [cancelled, ...writes] });
  return outcome.ok ? after : undefined;
}
