/**
 * Puts something into a cart, or takes a product out. An add is created once under its key, in any region and however often it is sent. A
 * removal names the adds that it sees here and now; one that another region has taken in meanwhile stays, which its customer can see and mend.
 */
import type { IdempotencyKey } from "@tandem/delivery";
import { done, Fault, type Hazard, noHazard, type Outcome, randomId, refused } from "@tandem/kernel";
import {
  compareStamps,
  factItem,
  type Item,
  keyOf,
  livingAdds,
  observedAdds,
  type Stamp,
  type Write,
} from "@tandem/replication";
import type { Sku } from "../catalog/product.ts";
import type { ShopHazard } from "../hazards.ts";
import { LINE_QUANTITY_MAX, ORDER_LINES_MAX } from "../orders/order-lines.ts";
import type { OrderTerms } from "../orders/place-order.ts";
import { ROUNDS_MAX } from "../shop-context.ts";
import { type Cart, readCartPartition, showCart } from "./cart.ts";
import {
  addFact,
  addFingerprint,
  addIdOf,
  type CartItems,
  cartPartition,
  livingCount,
  ownTurn,
  readCartItems,
  removalFact,
  turnWrite,
} from "./cart-items.ts";

/** What one checkout can buy, with room: two regions that did not know of each other may hold as many each. */
export const CART_ADDS_MAX = 100;
/**
 * All that is written about one cart within the months that it is kept. A read of a partition is bounded (a thousand items), and each of two
 * regions may have come as far as this by itself, and remove what is in it then.
 */
export const CART_ITEMS_MAX = 350;
/** Dead adds of this region that one commit clears away beside its own work. */
const CLEARED_AT_ONCE = 20;

export interface AddRequest {
  readonly customer: string;
  readonly key: IdempotencyKey;
  readonly sku: Sku;
  readonly quantity: number;
}

export type AddRefusal =
  | { readonly reason: "unknown-sku" }
  | { readonly reason: "key-reused" }
  | { readonly reason: "cart-full"; readonly why: string };

export async function addToCart(terms: OrderTerms, request: AddRequest): Promise<Outcome<Cart, AddRefusal>> {
  const { table, stamps, random } = terms;
  const hazard: Hazard<ShopHazard> = terms.hazard ?? noHazard;
  const { customer, key, sku, quantity } = request;
  const id = addIdOf(customer, key);
  const print = addFingerprint(request);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const items = await readCartPartition(terms, customer);
    const cart = readCartItems(items);
    const before = cart.set.added.get(id)?.[0]?.value;
    if (before !== undefined && before.fingerprint !== print) return refused({ reason: "key-reused" });
    // An add that was taken out, or forgotten, may be cleared away already: its key still says that it was here.
    if (before !== undefined || cart.set.removed.has(id)) return done(await showCart(terms, cart));
    const price = (await terms.prices.prices([sku])).get(sku);
    if (price === undefined) return refused({ reason: "unknown-sku" });
    const why = whyFull(cart, items, request);
    if (why !== undefined) return refused({ reason: "cart-full", why });
    const stamp = stamps.next({ above: newestOf(items) });
    const commitId = randomId("cmt", random);
    const added = addFact({ sku, quantity, price, fingerprint: print }, { id, customer, stamp, region: table.region });
    const writes = [added, ...clearDead(cart, table.region)] as const;
    await hazard("change-cart.before-commit");
    const outcome = await table.commit({ id: commitId, stamp, writes });
    if (!outcome.ok) continue;
    await hazard("change-cart.after-commit");
    return done(await showCart(terms, readCartItems([...items, factItem(added, { id: commitId, stamp })])));
  }
  throw contended();
}

export async function removeFromCart(
  terms: OrderTerms,
  request: { readonly customer: string; readonly sku: Sku },
): Promise<Cart> {
  const { table, stamps, random } = terms;
  const hazard: Hazard<ShopHazard> = terms.hazard ?? noHazard;
  const { region } = table;
  const { customer } = request;
  const record = cartPartition(customer);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const items = await readCartPartition(terms, customer);
    const cart = readCartItems(items);
    const adds = observedAdds(cart.set, ({ sku }) => sku === request.sku);
    if (adds.length === 0) return showCart(terms, cart);
    const over = ownTurn(items, region);
    const stamp = stamps.next({ above: newestOf(items) });
    const [commitId, id] = [randomId("cmt", random), randomId("rem", random)];
    const removal = removalFact({ id, adds }, { record, stamp, region });
    await hazard("change-cart.before-commit");
    const outcome = await table.commit({
      id: commitId,
      stamp,
      writes: [removal, turnWrite(id, { record, region, over }), ...clearDead(cart, region)],
    });
    if (!outcome.ok) continue;
    await hazard("change-cart.after-commit");
    return showCart(terms, readCartItems([...items, factItem(removal, { id: commitId, stamp })]));
  }
  throw contended();
}

/** In a sentence; undefined while there is room. */
function whyFull(cart: CartItems, items: readonly Item[], request: AddRequest): string | undefined {
  if (livingCount(cart) >= CART_ADDS_MAX) {
    return `A cart holds what was added ${CART_ADDS_MAX} times at most: check out, or remove something.`;
  }
  if (items.length >= CART_ITEMS_MAX) {
    return "This cart was changed too often within two months: place an order without it.";
  }
  const { sku, quantity } = request;
  const inCart = observedAdds(cart.set, (line) => line.sku === sku).flatMap((id) => cart.set.added.get(id)?.[0] ?? []);
  const skus = new Set([sku, ...livingAdds(cart.set).map(({ value }) => value.sku)]);
  if (skus.size > ORDER_LINES_MAX) return `A cart holds ${ORDER_LINES_MAX} products at most: remove one.`;
  const sum = inCart.reduce((count, { value }) => count + value.quantity, quantity);
  return sum > LINE_QUANTITY_MAX
    ? `A cart holds ${LINE_QUANTITY_MAX} pieces of ${sku} at most, not ${sum}.`
    : undefined;
}

/**
 * This region's own adds that a removal named before. Erasing them takes nothing from anybody: a removal outlives what it names. What an order
 * took is left, since the order may turn out to be the twin that does not stand.
 */
function clearDead({ adds, removed }: CartItems, region: string): readonly Write[] {
  const dead = adds.filter(({ item, id }) => item.region === region && removed.has(id));
  return dead.slice(0, CLEARED_AT_ONCE).map(({ item }) => ({ type: "erase", key: keyOf(item) }));
}

export function newestOf(items: readonly Item[]): Stamp | undefined {
  return items
    .map(({ stamp }) => stamp)
    .toSorted(compareStamps)
    .at(-1);
}

function contended(): Fault {
  const message = "the cart kept changing while it was being changed";
  return new Fault({ code: "contended", message, retryable: true, mayBeDone: false });
}
