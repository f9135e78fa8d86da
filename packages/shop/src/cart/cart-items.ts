/**
 * What is written about a cart, each under a key that ends in the region that writes it:
 *
 *     CART#customer   ADD#id#r       so many pieces of a product were put in; the id is made from the idempotency key
 *                     REMOVE#id#r    these adds were taken out
 *                     BOUGHT#id#r    this order took these adds
 *                     TURN#r         fragment: what r did last that takes something out
 *
 * A cart is an add-wins set of adds. What takes out names the adds that it saw, so an add made elsewhere meanwhile stays, and two removals never
 * count anything down twice. Within one region TURN is checked for its version: two checkouts there do not both buy one add, and
 * none buys what is just removed. Between regions nothing decides that but people, who are told (`settle-cart.ts`).
 */
import { fingerprint, type IdempotencyKey } from "@tandem/delivery";
import { contentId, DAY_MS, type Region, SECOND_MS } from "@tandem/kernel";
import {
  type AddWinsSet,
  addWins,
  addWinsSet,
  declareFact,
  declareFragment,
  type FactItem,
  type FactWrite,
  type FragmentItem,
  type FragmentWrite,
  type Item,
  livingAdds,
  makePartition,
  ownRegionOnly,
  type Partition,
  type Stamp,
  stampMs,
} from "@tandem/replication";
import * as z from "zod";
import type { Sku } from "../catalog/product.ts";
import { isVoid, voidUntil } from "../profile/erased.ts";

/** What is put in is forgotten after so long, and so is its key. */
export const ADD_KEPT_MS = 30 * DAY_MS;
/**
 * What takes an add out outlives it: its key may be sent again elsewhere for as long as it lives, and what that adds lives as long again. A
 * day is more than two clocks ever differ.
 */
export const REMOVAL_KEPT_MS = 2 * ADD_KEPT_MS + DAY_MS;

const AddData = z.object({
  sku: z.string(),
  quantity: z.int().positive(),
  /** In cents, as it was then: shown where the product itself has not arrived yet. */
  price: z.int(),
  /** Of what was sent: the same key with something else is a mistake. */
  fingerprint: z.string(),
});
export type AddedLine = z.infer<typeof AddData>;

export const CartAdd = declareFact({ name: "ADD", version: 1, parse: AddData.parse, answer: addWins() });
export const CartRemoval = declareFact({
  name: "REMOVE",
  version: 1,
  parse: z.object({ adds: z.array(z.string()) }).parse,
  answer: addWins(),
});
export const CartBought = declareFact({
  name: "BOUGHT",
  version: 1,
  parse: z.object({ orderId: z.string(), adds: z.array(z.string()) }).parse,
  answer: addWins(),
});
const CartTurn = declareFragment({
  name: "TURN",
  version: 1,
  parse: z.object({ what: z.string() }).parse,
  answer: ownRegionOnly("it puts what one region takes out of a cart in a row, and means nothing to another"),
});

export interface CartItems {
  readonly set: AddWinsSet<AddedLine>;
  /** The facts of adds, in the order of the items. */
  readonly adds: readonly CartAddFact[];
  readonly bought: readonly { readonly item: FactItem; readonly orderId: string; readonly adds: readonly string[] }[];
  /** Ids that a removal names, or that were forgotten; what was bought is not among them, since an order may turn out not to stand. */
  readonly removed: ReadonlySet<string>;
  /** The facts of adds that their customer wanted forgotten, as far as they are still here. */
  readonly forgotten: readonly CartAddFact[];
}

export interface CartAddFact extends AddedLine {
  readonly item: FactItem;
  readonly id: string;
}

export function cartPartition(customer: string): Partition {
  return makePartition(["CART", customer]);
}

export function isCartPartition(partition: Partition): boolean {
  return partition.startsWith("CART#");
}

/** The same customer and key give the same add in every region. */
export function addIdOf(customer: string, key: IdempotencyKey): string {
  return contentId("add", [customer, key]);
}

export function addFingerprint(line: { readonly sku: Sku; readonly quantity: number }): string {
  return fingerprint({ sku: line.sku, quantity: line.quantity });
}

/**
 * Whatever of a cart has arrived, in any order. What its customer wanted forgotten is taken out, as by a removal: its key has done what it
 * was for, and a try of it that comes late brings nothing back.
 */
export function readCartItems(items: readonly Item[]): CartItems {
  const until = voidUntil(items);
  const all = CartAdd.readAll(items).map(({ item, data, tail }) => ({ item, id: tail[0] ?? "", ...data }));
  const adds = all.filter(({ item }) => !isVoid(item.stamp, until));
  const forgotten = all.filter(({ item }) => isVoid(item.stamp, until));
  const named = CartRemoval.readAll(items).flatMap(({ data }) => data.adds);
  const removed = new Set([...named, ...forgotten.map(({ id }) => id)]);
  const bought = CartBought.readAll(items).map(({ item, data }) => ({ item, ...data }));
  const entries = adds.map(({ item, id, ...value }) => ({ id, stamp: item.stamp, value }));
  const set = addWinsSet(entries, [...removed, ...bought.flatMap((order) => order.adds)]);
  return { set, adds, bought, removed, forgotten };
}

/** How many adds are in the cart. */
export function livingCount({ set }: CartItems): number {
  return livingAdds(set).length;
}

interface WrittenAt {
  readonly stamp: Stamp;
  readonly region: Region;
}

interface Written extends WrittenAt {
  readonly customer: string;
}

export function addFact(
  line: AddedLine,
  { id, customer, stamp, region }: Written & { readonly id: string },
): FactWrite {
  const key = CartAdd.key({ partition: cartPartition(customer), tail: [id], region });
  return CartAdd.write({ key, data: { ...line }, expiresAtS: expiryOf(stamp, ADD_KEPT_MS) });
}

export function removalFact(
  { id, adds }: { readonly id: string; readonly adds: readonly string[] },
  { record, stamp, region }: WrittenAt & { readonly record: Partition },
): FactWrite {
  const key = CartRemoval.key({ partition: record, tail: [id], region });
  return CartRemoval.write({ key, data: { adds: [...adds] }, expiresAtS: expiryOf(stamp, REMOVAL_KEPT_MS) });
}

export function boughtKey(order: { readonly customer: string; readonly orderId: string }, region: Region) {
  return CartBought.key({ partition: cartPartition(order.customer), tail: [order.orderId], region });
}

/** Wakes: another region may have bought the same, and people are to know. */
export function boughtFact(
  order: { readonly orderId: string; readonly adds: readonly string[] },
  { customer, stamp, region }: Written,
): FactWrite {
  const { orderId, adds } = order;
  return CartBought.write({
    key: boughtKey({ customer, orderId }, region),
    data: { orderId, adds: [...adds] },
    wake: "changed",
    expiresAtS: expiryOf(stamp, REMOVAL_KEPT_MS),
  });
}

/** Refused if this region has taken something out since `over` was read. */
export function turnWrite(
  what: string,
  at: { readonly record: Partition; readonly region: Region; readonly over: FragmentItem | undefined },
): FragmentWrite {
  const key = CartTurn.key({ partition: at.record, region: at.region });
  return CartTurn.write({ key, over: at.over, data: { what } });
}

export function ownTurn(items: readonly Item[], region: Region): FragmentItem | undefined {
  return items.filter(CartTurn.is).find((item) => item.region === region);
}

function expiryOf(stamp: Stamp, keptMs: number): number {
  return Math.ceil((stampMs(stamp) + keptMs) / SECOND_MS);
}
