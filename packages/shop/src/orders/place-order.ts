/**
 * Places an order in one commit, one round trip when the prices are warm: the PLACED fact, the stock taken from one shard of this
 * region's share with a floor of zero, the outbox item that will have it charged, and the customer's list entry. If that shard holds too
 * little, the region's other shards are looked at and the order takes from several; it is refused only when the region as a whole was
 * short, and no other region is asked unless the customer says that an earlier answer was lost (`replay-order.ts`). The fact is the
 * idempotency record: a repetition finds it standing and answers with the order as it now is, also when it was another region that took
 * the order on and its fact has arrived here. Before it has, both take it on: twins, which the charge decides.
 */

import { fingerprint, type IdempotencyKey, promise } from "@tandem/delivery";
import {
  assert,
  done,
  Fault,
  type Hazard,
  must,
  noHazard,
  type Outcome,
  type Region,
  randomId,
  refused,
} from "@tandem/kernel";
import { factItem, type Stamp, takeFromEscrow, type Write } from "@tandem/replication";
import type { PriceBook } from "../catalog/price-book.ts";
import type { Sku } from "../catalog/product.ts";
import type { ShopHazard } from "../hazards.ts";
import { ROUNDS_MAX } from "../shop-context.ts";
import { findStock } from "../stock/find-stock.ts";
import { gatherStock } from "../stock/gather-stock.ts";
import { shardOfOrder, type Taken } from "../stock/shards.ts";
import { escrowKey } from "../stock/stock.ts";
import { foldOrder, type Order } from "./fold-order.ts";
import { orderEntryFact } from "./order-entry.ts";
import { orderIdOf, orderPartition, type PlacedOrder, placedFact } from "./order-facts.ts";
import {
  mergeLines,
  ORDER_TAKES_MAX,
  ORDER_TOTAL_CENTS_MAX,
  type OrderLine,
  totalOf,
  type WantedLine,
} from "./order-lines.ts";
import { type ReplayRefusal, type ReplayTerms, replayOrder } from "./replay-order.ts";
import { type ShortLine, tellShortLines } from "./short-lines.ts";

export interface OrderRequest {
  readonly customer: string;
  readonly key: IdempotencyKey;
  /** At least one, with merged quantities within bounds: the face that took the request has checked. */
  readonly lines: readonly WantedLine[];
}

export type OrderRefusal =
  | { readonly reason: "unknown-skus"; readonly skus: readonly Sku[] }
  | { readonly reason: "out-of-stock"; readonly lines: readonly ShortLine[] }
  | { readonly reason: "too-dear"; readonly total: number }
  | ReplayRefusal;

export interface OrderTerms extends ReplayTerms {
  readonly prices: PriceBook;
  readonly currency: string;
}

/** What else is done in the commit of an order, or the order is not placed. */
export interface Beside {
  /** Of the request as it was sent, when its lines are not part of that: a cart is ordered as it was found. */
  readonly fingerprint: string;
  /** Of what is replaced beside it: the order is stamped above that. */
  readonly above?: Stamp | undefined;
  writes(placed: { readonly orderId: string; readonly stamp: Stamp; readonly region: Region }): readonly Write[];
}

type RefusalBeside = OrderRefusal | { readonly reason: "beside" };

export async function placeOrder(terms: OrderTerms, request: OrderRequest): Promise<Outcome<Order, OrderRefusal>> {
  const outcome = await placeOrderBeside(terms, request, undefined);
  if (outcome.ok) return outcome;
  const { refusal } = outcome;
  assert(refusal.reason !== "beside", "nothing is written beside an order that comes alone");
  return refused(refusal);
}

/** Refused with `beside` when what was to be written with the order was refused: something else was done meanwhile. */
export async function placeOrderBeside(
  terms: OrderTerms,
  request: OrderRequest,
  beside: Beside | undefined,
): Promise<Outcome<Order, RefusalBeside>> {
  const { customer, key } = request;
  const wanted = mergeLines(request.lines);
  const print = beside?.fingerprint ?? fingerprint({ lines: wanted });
  const orderId = orderIdOf(customer, key);
  const prices = await terms.prices.prices(wanted.map(({ sku }) => sku));
  const unknown = wanted.map(({ sku }) => sku).filter((sku) => !prices.has(sku));
  if (unknown.length > 0) {
    return (await replayOrder(terms, { orderId, print })) ?? refused({ reason: "unknown-skus", skus: unknown });
  }

  const lines: readonly OrderLine[] = wanted.map((line) => ({ ...line, price: prices.get(line.sku) ?? 0 }));
  const total = totalOf(lines);
  if (total > ORDER_TOTAL_CENTS_MAX) {
    return (await replayOrder(terms, { orderId, print })) ?? refused({ reason: "too-dear", total });
  }
  const shard = shardOfOrder(orderId);
  const taken = wanted.map((line): Taken => ({ ...line, shard }));
  const order = { orderId, customer, lines, total, currency: terms.currency, fingerprint: print, taken };
  return takeOn(terms, order, beside);
}

/** Tries with other shards as long as the region holds enough: each round has seen somebody else buy or give back. */
async function takeOn(
  terms: OrderTerms,
  first: PlacedOrder,
  beside: Beside | undefined,
): Promise<Outcome<Order, RefusalBeside>> {
  const hazard: Hazard<ShopHazard> = terms.hazard ?? noHazard;
  const { orderId, fingerprint: print, lines } = first;
  let order = first;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const outcome = await tryOnce(terms, order, beside);
    if (outcome.ok) return outcome;
    const { reason, shortSkus, isBeside } = outcome.refusal;
    const known = reason === "stands" ? await replayOrder(terms, { orderId, print }) : undefined;
    if (known !== undefined) return known;
    if (isBeside) return refused({ reason: "beside" });
    const short = lines.filter(({ sku }) => shortSkus.has(sku));
    assert(short.length > 0, "an order that is refused is known here, or short of stock");
    const found = await findStock(terms, short);
    if (found.kind === "short") {
      // Read after the stock was: an order that is not here now was not here when the stock was short.
      const standing = await replayOrder(terms, { orderId, print });
      if (standing !== undefined) return standing;
      return refused({ reason: "out-of-stock", lines: await tellShortLines(terms, found.shortages) });
    }
    await hazard("place-order.before-next-round");
    const others = order.taken.filter(({ sku }) => !short.some((line) => line.sku === sku));
    const taken = [...others, ...found.taken];
    order = { ...order, taken: taken.length > ORDER_TAKES_MAX ? await gatherStock(terms, lines) : taken };
  }
  const message = `the stock of order ${orderId} kept changing while it was being taken`;
  throw new Fault({ code: "contended", message, retryable: true, mayBeDone: false });
}

/** Why an order was not taken on: a region has, for all that is known here, or a shard holds too little. */
interface NotTaken {
  readonly reason: "stands" | "floor";
  readonly shortSkus: ReadonlySet<Sku>;
  readonly isBeside: boolean;
}

async function tryOnce(
  terms: OrderTerms,
  order: PlacedOrder,
  beside: Beside | undefined,
): Promise<Outcome<Order, NotTaken>> {
  const { table, stamps, random, regions } = terms;
  const hazard: Hazard<ShopHazard> = terms.hazard ?? noHazard;
  const { orderId, customer, taken } = order;
  const region = table.region;
  const peers = regions.filter((other) => other !== region);
  const stamp = stamps.next({ above: beside?.above });
  const id = randomId("cmt", random);
  const placed = placedFact(order, region);
  await hazard("place-order.before-commit");
  const outcome = await table.commit({
    id,
    stamp,
    writes: [
      placed,
      ...peers.map((peer) => ({ type: "absent", key: placedFact(order, peer).key }) as const),
      ...taken.map((part) => takeFromEscrow(escrowKey(part, region), part.quantity)),
      promise({ region, record: orderPartition(orderId), event: "charge", stamp }),
      orderEntryFact({ customer, orderId, stamp, region }),
      ...(beside?.writes({ orderId, stamp, region }) ?? []),
    ],
  });
  await hazard(outcome.ok ? "place-order.after-commit" : "place-order.after-refusal");
  if (outcome.ok) return done(must(foldOrder([factItem(placed, { id, stamp })]), "a PLACED fact folds to an order"));
  const firstTake = 1 + peers.length;
  const floors = outcome.refusals.filter(({ reason }) => reason === "floor");
  const shortSkus = new Set(floors.flatMap(({ index }) => taken[index - firstTake]?.sku ?? []));
  const firstBeside = firstTake + taken.length + 2;
  const isBeside = outcome.refusals.some(({ index }) => index >= firstBeside);
  return refused({ reason: floors.length < outcome.refusals.length ? "stands" : "floor", shortSkus, isBeside });
}
