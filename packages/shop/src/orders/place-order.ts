/**
 * Places an order in one commit, one round trip when the prices are warm: the PLACED fact, the stock taken from this
 * region's share with a floor of zero, the outbox item that will have it charged, and the customer's list entry. The fact
 * is the idempotency record: a repetition finds it standing and answers with the order as it now is, also when it was
 * another region that took the order on and its fact has arrived here. Before it has, both take it on: twins, which the
 * charge decides.
 */

import { fingerprint, type IdempotencyKey, promise } from "@tandem/delivery";
import { assert, done, type Hazard, must, noHazard, type Outcome, randomId, refused } from "@tandem/kernel";
import { factItem, type Refusal, takeFromEscrow } from "@tandem/replication";
import type { PriceBook } from "../catalog/price-book.ts";
import type { Sku } from "../catalog/product.ts";
import type { ShopHazard } from "../hazards.ts";
import type { ShopContext } from "../shop-context.ts";
import { type Availability, escrowKey, readAvailability } from "../stock/stock.ts";
import { foldOrder, type Order, standingTwin } from "./fold-order.ts";
import { orderEntryFact } from "./order-entry.ts";
import { orderIdOf, orderPartition, type PlacedOrder, placedFact, readOrderFacts } from "./order-facts.ts";
import { mergeLines, ORDER_TOTAL_CENTS_MAX, type OrderLine, totalOf, type WantedLine } from "./order-lines.ts";

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
  | { readonly reason: "key-reused" };

export interface ShortLine {
  readonly sku: Sku;
  readonly requested: number;
  readonly available: number;
  readonly availableIn: Availability;
}

export interface OrderTerms extends ShopContext {
  readonly prices: PriceBook;
  readonly currency: string;
}

export async function placeOrder(terms: OrderTerms, request: OrderRequest): Promise<Outcome<Order, OrderRefusal>> {
  const { table, stamps, random, currency, regions } = terms;
  const hazard: Hazard<ShopHazard> = terms.hazard ?? noHazard;
  const { customer, key } = request;
  const wanted = mergeLines(request.lines);
  const print = fingerprint({ lines: wanted });
  const orderId = orderIdOf(customer, key);
  const prices = await terms.prices.prices(wanted.map(({ sku }) => sku));
  const unknown = wanted.map(({ sku }) => sku).filter((sku) => !prices.has(sku));
  if (unknown.length > 0) {
    return (await replay(terms, { orderId, print })) ?? refused({ reason: "unknown-skus", skus: unknown });
  }

  const lines: readonly OrderLine[] = wanted.map((line) => ({ ...line, price: prices.get(line.sku) ?? 0 }));
  const total = totalOf(lines);
  if (total > ORDER_TOTAL_CENTS_MAX) {
    return (await replay(terms, { orderId, print })) ?? refused({ reason: "too-dear", total });
  }
  const order: PlacedOrder = { orderId, customer, lines, total, currency, fingerprint: print };
  const region = table.region;
  const peers = regions.filter((other) => other !== region);
  const stamp = stamps.next();
  const id = randomId("cmt", random);
  const placed = placedFact(order, region);
  await hazard("place-order.before-commit");
  const outcome = await table.commit({
    id,
    stamp,
    writes: [
      placed,
      ...peers.map((peer) => ({ type: "absent", key: placedFact(order, peer).key }) as const),
      ...lines.map(({ sku, quantity }) => takeFromEscrow(escrowKey(sku, region), quantity)),
      promise({ region, record: orderPartition(orderId), event: "charge", stamp }),
      orderEntryFact({ customer, orderId, stamp, region }),
    ],
  });
  await hazard(outcome.ok ? "place-order.after-commit" : "place-order.after-refusal");
  if (outcome.ok) return done(must(foldOrder([factItem(placed, { id, stamp })]), "a PLACED fact folds to an order"));
  const { refusals } = outcome;
  return (
    (await replay(terms, { orderId, print })) ?? outOfStock(terms, { lines, refusals, firstLine: 1 + peers.length })
  );
}

/** The answer to a repetition: the order, from whichever region took it on. Undefined if none is known here. */
async function replay(
  { table }: OrderTerms,
  found: { readonly orderId: string; readonly print: string },
): Promise<Outcome<Order, OrderRefusal> | undefined> {
  const [items = []] = await table.read([orderPartition(found.orderId)], { consistent: true });
  const order = foldOrder(items);
  if (order === undefined) return undefined;
  const isSame = standingTwin(readOrderFacts(items))?.fingerprint === found.print;
  return isSame ? done(order) : refused({ reason: "key-reused" });
}

/** Only an order that nobody has taken on can be short of stock. */
async function outOfStock(
  { table, regions }: OrderTerms,
  found: {
    readonly lines: readonly OrderLine[];
    readonly refusals: readonly Refusal[];
    /** Where in the commit the writes of the lines begin. */
    readonly firstLine: number;
  },
): Promise<Outcome<Order, OrderRefusal>> {
  const shortIndexes = new Set(
    found.refusals.filter(({ reason }) => reason === "floor").map(({ index }) => index - found.firstLine),
  );
  const short = found.lines.filter((_, index) => shortIndexes.has(index));
  assert(short.length > 0, "an order that is refused is known here, or short of stock");
  const availability = await readAvailability(
    table,
    short.map(({ sku }) => sku),
    regions,
  );
  const lines = short.map(({ sku, quantity }): ShortLine => {
    const availableIn = availability.get(sku) ?? {};
    return { sku, requested: quantity, available: availableIn[table.region] ?? 0, availableIn };
  });
  return refused({ reason: "out-of-stock", lines });
}
