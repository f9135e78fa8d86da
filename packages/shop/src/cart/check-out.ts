/**
 * Orders what is in a cart, in one commit: the order, and the fact that it took exactly the adds that it saw. What is added meanwhile, here or
 * elsewhere, stays in the cart. The key alone identifies the request, since the cart is not part of it: sent again, it gives the
 * order as it now stands, though the cart is empty by then; sent to two regions that do not know of each other, twins, and the one
 * that does not stand lets its adds go.
 */
import { fingerprint, type IdempotencyKey } from "@tandem/delivery";
import { done, Fault, type Hazard, noHazard, type Outcome, refused } from "@tandem/kernel";
import { livingAdds } from "@tandem/replication";
import type { ShopHazard } from "../hazards.ts";
import { foldOrder, type Order, standingTwin } from "../orders/fold-order.ts";
import { orderIdOf, orderPartition, readOrderFacts } from "../orders/order-facts.ts";
import { LINE_QUANTITY_MAX, mergeLines, ORDER_LINES_MAX, type WantedLine } from "../orders/order-lines.ts";
import { type Beside, type OrderRefusal, type OrderTerms, placeOrderBeside } from "../orders/place-order.ts";
import { replayOrder } from "../orders/replay-order.ts";
import { ROUNDS_MAX } from "../shop-context.ts";
import { boughtFact, cartPartition, ownTurn, readCartItems, turnWrite } from "./cart-items.ts";

export interface CheckoutRequest {
  readonly customer: string;
  readonly key: IdempotencyKey;
}

export type CheckoutRefusal = OrderRefusal | EmptyOrFull;
type EmptyOrFull =
  | { readonly reason: "cart-empty" }
  /** Two regions have filled it beyond what one order can hold. */
  | { readonly reason: "cart-full"; readonly why: string };

export async function checkOut(terms: OrderTerms, request: CheckoutRequest): Promise<Outcome<Order, CheckoutRefusal>> {
  const { customer, key } = request;
  const orderId = orderIdOf(customer, key);
  const print = fingerprint({ checkout: true });
  const hazard: Hazard<ShopHazard> = terms.hazard ?? noHazard;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const record = cartPartition(customer);
    const partitions = [orderPartition(orderId), record];
    // The turn is read before what it guards: one read may meet half of a removal's commit, its turn and not what it took out.
    const [guarded = []] = await terms.table.read([record], { consistent: true });
    const [known = [], items = []] = await terms.table.read(partitions, { consistent: true });
    const order = foldOrder(known);
    if (order !== undefined) {
      const isSame = standingTwin(readOrderFacts(known))?.fingerprint === print;
      return isSame ? done(order) : refused({ reason: "key-reused" });
    }
    const cart = readCartItems(items);
    if (cart.bought.some((each) => each.orderId === orderId)) throw onItsWay(orderId);
    const adds = livingAdds(cart.set);
    const lines = mergeLines(adds.map(({ value }) => value));
    const refusal = whyNot(lines);
    // An earlier try whose answer was lost may have ordered it where this region cannot see that yet.
    if (refusal !== undefined) return (await replayOrder(terms, { orderId, print })) ?? refused(refusal);
    const over = ownTurn(guarded, terms.table.region);
    await hazard("check-out.before-order");
    const beside: Beside = {
      fingerprint: print,
      above: over?.stamp,
      writes: ({ stamp, region }) => [
        boughtFact({ orderId, adds: adds.map(({ id }) => id) }, { customer, stamp, region }),
        turnWrite(orderId, { record, region, over }),
      ],
    };
    const outcome = await placeOrderBeside(terms, { customer, key, lines }, beside);
    if (outcome.ok) return outcome;
    if (outcome.refusal.reason !== "beside") return refused(outcome.refusal);
  }
  const message = "the cart kept changing while it was being checked out";
  throw new Fault({ code: "contended", message, retryable: true, mayBeDone: false });
}

/** Half of a checkout of another region has arrived, and the order itself has not: nobody is told that his cart is empty. */
function onItsWay(orderId: string): Fault {
  const message = `the order ${orderId} was checked out in another region and has not arrived here yet`;
  return new Fault({ code: "unavailable", message, retryable: true, mayBeDone: true });
}

/** What no checkout of such a cart can get; undefined if it may be ordered. */
function whyNot(lines: readonly WantedLine[]): EmptyOrFull | undefined {
  if (lines.length === 0) return { reason: "cart-empty" };
  const why = whyTooMuch(lines);
  return why === undefined ? undefined : { reason: "cart-full", why };
}

function whyTooMuch(lines: readonly WantedLine[]): string | undefined {
  if (lines.length > ORDER_LINES_MAX) {
    return `An order has ${ORDER_LINES_MAX} products at most, and the cart holds ${lines.length}: remove some.`;
  }
  const much = lines.find(({ quantity }) => quantity > LINE_QUANTITY_MAX);
  if (much === undefined) return undefined;
  return `An order has ${LINE_QUANTITY_MAX} pieces of ${much.sku} at most, and the cart holds ${much.quantity}: remove some.`;
}
