/** What happens in the tea shop of a tale, each with everything that belongs to it: asked, told, written, charged and shown. */
import { must, type Region } from "@tandem/kernel";
import {
  type CounterItem,
  type Data,
  type FactItem,
  type FragmentItem,
  formatStamp,
  makeKey,
  makePartition,
} from "@tandem/replication";
import { orderIdOf } from "../order-record.ts";
import type { ShownOrder } from "../shown.ts";
import { ADA, EAST, keyOf, type Tale, TEA, type Told } from "./tale.ts";
import { writeTea } from "./tea-edits.ts";

export const KEY = "order-key-000001";
export const RESTOCK_KEY = "restock-key-0001";
const NOON_MS = Date.UTC(2026, 10, 21, 12);

/** Tea is in the catalog and in stock. `told` is what its operator heard, and `booked` what the books say was put in. */
export function stockTea(
  tale: Tale,
  quantity: number,
  options: { readonly region?: Region; readonly booked?: number } = {},
): void {
  const { region = EAST, booked = quantity } = options;
  tale.ask(region, { kind: "put-product", sku: TEA, name: "Tea", price: tale.shown.price }, { status: 201 });
  writeTea(tale, region, { name: "Tea", price: tale.shown.price });
  tale.ask(region, { kind: "restock", sku: TEA, quantity, key: RESTOCK_KEY }, { status: 200 });
  adjustBooks(tale, region, { stocked: booked });
  tale.shown.left.set(region, (tale.shown.left.get(region) ?? 0) + quantity);
}

/** An order as it would be at a higher price. */
export function dearer(order: ShownOrder): ShownOrder {
  const lines = order.lines.map((line) => ({ ...line, price: line.price + 1 }));
  return { ...order, lines, total: lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0) };
}

export interface Sale {
  readonly region?: Region;
  readonly key?: string;
  /** What was ordered, and what was asked for, if that is something else. */
  readonly quantity?: number;
  readonly wanted?: number;
  /** What its region took for it, if that is something else than it sells. */
  readonly taken?: number;
  readonly end?: "paid" | "declined" | "placed";
  /** What the customer heard: that his order is placed, if nothing else is said. */
  readonly told?: Told | "nothing";
  readonly chargeId?: string;
  /** How long it took to charge it. */
  readonly decidedAfterMs?: number;
  /** The charge as the order's fact has it. */
  readonly receipt?: string;
}

/** Ada orders tea; gives the order's id. */
export function sellTea(tale: Tale, sale: Sale = {}): string {
  const { region = EAST, key = KEY, quantity = 1, wanted = quantity, taken = quantity, end = "paid" } = sale;
  const orderId = orderIdOf(ADA, key);
  const order = shownOrder(tale, { orderId, region, quantity });
  const operation = { kind: "place-order", customer: ADA, key, lines: [{ sku: TEA, quantity: wanted }] } as const;
  const told = sale.told ?? { status: 201, body: order };
  tale.ask(region, operation, told === "nothing" ? undefined : told);
  const lines = [{ sku: TEA, quantity, price: tale.shown.price }];
  const pieces = [{ sku: TEA, shard: "0", quantity: taken }];
  const data = { orderId, customer: ADA, lines, total: order.total, taken: pieces };
  tale.write({ ...fact({ orderId, name: "PLACED", region, data }), v: 2 });
  adjustBooks(tale, region, { spent: taken });
  tale.shown.orders.set(orderId, { ...order, status: end });
  if (end !== "declined") tale.shown.left.set(region, (tale.shown.left.get(region) ?? 0) - quantity);
  if (end !== "placed") decide(tale, { orderId, region, amount: order.total, quantity, sale });
  return orderId;
}

/** Ada cancels an order of tea that is paid, and has her money back; who asks is said only where it is somebody else. */
export function cancelTea(
  tale: Tale,
  orderId: string,
  options: { readonly quantity?: number; readonly customer?: string } = {},
): void {
  const { quantity = 1, customer = ADA } = options;
  const order = must(tale.shown.orders.get(orderId), "what is cancelled was sold");
  const operation = { kind: "cancel-order", customer, key: "cancel-key-00001", placedBy: "place-order 3" } as const;
  tale.ask(EAST, operation, { status: 200, body: { ...order, status: "refund-due" }, orderId });
  tale.write(fact({ orderId, name: "CANCELLED", region: EAST, data: { orderId, customer } }));
  tale.write(fact({ orderId, name: "RELEASED", region: EAST, data: { orderId, why: "cancelled" } }));
  adjustBooks(tale, EAST, { returned: quantity });
  refundTea(tale, { orderId, region: EAST, refundId: `ref_${orderId}`, amount: order.total });
  tale.shown.orders.set(orderId, { ...order, status: "refunded" });
  tale.shown.left.set(EAST, (tale.shown.left.get(EAST) ?? 0) + quantity);
}

/** The provider gives money back, and a region says so. */
export function refundTea(
  tale: Tale,
  refund: { readonly orderId: string; readonly region: Region; readonly refundId: string; readonly amount: number },
): void {
  const { orderId, region, refundId, amount } = refund;
  tale.recorder.add({ kind: "refund", orderId, refundId, amount });
  tale.write(fact({ orderId, name: "REFUNDED", region, data: { orderId, customer: ADA, amount, refundId } }));
}

export function shownOrder(
  { shown }: Tale,
  { orderId, region, quantity }: { readonly orderId: string; readonly region: Region; readonly quantity: number },
): ShownOrder {
  const lines = [{ sku: TEA, quantity, price: shown.price }];
  const placedAt = new Date(NOON_MS + shown.orders.size).toISOString();
  return { id: orderId, status: "placed", lines, total: quantity * shown.price, region, placedAt };
}

interface Decision {
  readonly orderId: string;
  readonly region: Region;
  readonly amount: number;
  readonly quantity: number;
  readonly sale: Sale;
}

function decide(tale: Tale, { orderId, region, amount, quantity, sale }: Decision): void {
  const { chargeId = `chg_${orderId}`, receipt = chargeId } = sale;
  const isPaid = sale.end !== "declined";
  tale.pass(sale.decidedAfterMs ?? 0);
  tale.charge({ chargeId, orderId, amount, status: isPaid ? "charged" : "declined" });
  const data = { orderId, customer: ADA, amount, chargeId: receipt };
  tale.write(fact({ orderId, name: isPaid ? "PAID" : "DECLINED", region, data }));
  if (isPaid) return;
  tale.write(fact({ orderId, name: "RELEASED", region, data: { orderId, why: "declined" } }));
  adjustBooks(tale, region, { returned: quantity });
}

export function fact(parts: {
  readonly orderId: string;
  readonly name: string;
  readonly region: Region;
  readonly data: Data;
}): FactItem {
  const { orderId, name, region, data } = parts;
  const { partition, sort } = makeKey({ partition: makePartition(["ORDER", orderId]), name, region });
  return { kind: "fact", partition, sort, region, ...written(region), data };
}

/** A region's note of work to be done. */
export function outboxItem(region: Region, orderId: string): FragmentItem {
  const partition = makePartition(["OUTBOX", region, "0"]);
  const { sort } = makeKey({ partition, name: "EVENT", tail: ["now", orderId], region });
  return { kind: "fragment", partition, sort, region, ...written(region), data: { record: `ORDER#${orderId}` } };
}

/** Adds to what a region's books of tea say, and to what is left by them. */
export function adjustBooks(tale: Tale, region: Region, by: Readonly<Record<string, number>>): void {
  const { partition, sort } = makeKey({ partition: makePartition(["STOCK", TEA, "0"]), name: "ESCROW", region });
  const bare: CounterItem = { kind: "counter", partition, sort, region, ...written(region), numbers: {} };
  const before = tale.standing.get(region)?.get(keyOf(bare));
  const numbers = before?.kind === "counter" ? before.numbers : {};
  const number = (name: string) => (numbers[name] ?? 0) + (by[name] ?? 0);
  const names = ["stocked", "spent", "returned", ...[...Object.keys(numbers), ...Object.keys(by)].filter(isMove)];
  const books = Object.fromEntries(names.map((name) => [name, number(name)]));
  const sign = (name: string) => (name === "spent" || name.startsWith("given:") ? -1 : 1);
  const left = Object.entries(books).reduce((sum, [name, count]) => sum + sign(name) * count, 0);
  tale.write({
    ...bare,
    commitId: `books_${tale.nowMs()}`,
    numbers: { ...books, available: left + (by["available"] ?? 0) },
  });
}

function isMove(name: string): boolean {
  return name.startsWith("given:") || name.startsWith("taken:");
}

function written(region: Region) {
  return { v: 1, stamp: formatStamp({ ms: NOON_MS, counter: 0, region }), commitId: "cmt_of_a_tale" };
}
