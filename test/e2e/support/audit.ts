/**
 * The promises that must hold of any world at rest, whatever was done to it: no accepted order is lost or charged twice, both regions
 * hold the same, and what was stocked is either on the shelf or sold.
 */
import { expect } from "vitest";
import { eventually } from "./eventually.ts";
import type { Order, RawItem, WorldClient } from "./world-client.ts";

export interface Accepted {
  readonly id: string;
  readonly token: string;
}

const SETTLED = ["paid", "declined"];
/** Long enough for the longest chain of retries in a sped-up world that was killed again and again. */
const REST_MS_MAX = 90_000;

/** Waits until nothing is left to do: every outbox is empty and every write has arrived. */
export async function untilAtRest(client: WorldClient): Promise<void> {
  await eventually({
    what: "both regions at rest and alike",
    look: async () => await Promise.all([client.items(0), client.items(1)]),
    holds: ([east, west]) => !east.some(isOutbox) && !west.some(isOutbox) && sameItems(east, west),
    boundMs: REST_MS_MAX,
  });
}

/** Each order that was accepted is settled, and the provider took its total exactly once, or declined it. */
export async function expectEachSettledOnce(
  client: WorldClient,
  accepted: readonly Accepted[],
): Promise<readonly Order[]> {
  const orders: Order[] = [];
  for (const { id, token } of accepted) {
    const { body } = await eventually({
      what: `order ${id} settled`,
      look: () => client.order({ id, token }),
      holds: ({ status, body }) => status === 200 && SETTLED.includes(body.status),
      boundMs: REST_MS_MAX,
    });
    orders.push(body);
  }
  const charges = await client.charges();
  for (const { id, status, total } of orders) {
    const own = charges.filter(({ orderId }) => orderId === id);
    expect(
      own.map((charge) => [charge.amount, charge.status]),
      `charges of ${id}`,
    ).toEqual([[total, status === "paid" ? "charged" : "declined"]]);
  }
  return orders;
}

/** What both regions hold, once they hold the same. Stock goes on moving to where it was wanted, a tick at a time, when all orders are settled. */
export async function untilAlike(client: WorldClient): Promise<readonly RawItem[]> {
  const [items] = await eventually({
    what: "both regions alike",
    look: async () => await Promise.all([client.items(0), client.items(1)]),
    holds: ([east, west]) => sameItems(east, west),
    boundMs: REST_MS_MAX,
  });
  return items;
}

/** What is on the shelves and on its way between them, by sku; never below zero, and never other than what its history says. */
export function shelves(items: readonly RawItem[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const item of items.filter((each) => each["pk"]?.S?.startsWith("STOCK#") && each["kind"]?.S === "counter")) {
    const [, sku = "", shard = ""] = item["pk"]?.S?.split("#") ?? [];
    const where = `${sku} in ${item["region"]?.S}, shard ${shard}`;
    const count = (name: string) => Number(item[`n:${name}`]?.N ?? 0);
    expect(count("available"), where).toBeGreaterThanOrEqual(0);
    const given = countAll(item, "n:given:");
    const taken = countAll(item, "n:taken:");
    const history = count("stocked") + count("returned") + taken - count("spent") - given;
    expect(history, `stocked + returned + taken - spent - given of ${where}`).toBe(count("available"));
    found.set(sku, (found.get(sku) ?? 0) + count("available") + given - taken);
  }
  return found;
}

function countAll(item: RawItem, prefix: string): number {
  const names = Object.keys(item).filter((name) => name.startsWith(prefix));
  return names.reduce((sum, name) => sum + Number(item[name]?.N ?? 0), 0);
}

function isOutbox(item: RawItem): boolean {
  return item["pk"]?.S?.startsWith("OUTBOX#") === true;
}

/** What a region says of itself all the time, also at rest: a beat each minute, a probe each time somebody asks whether it is ready. */
const RESTLESS = /^(?:BEATS$|HEALTH#)/;

function sameItems(one: readonly RawItem[], other: readonly RawItem[]): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

function canonical(items: readonly RawItem[]): readonly string[] {
  return items
    .filter((item) => !RESTLESS.test(item["pk"]?.S ?? ""))
    .map((item) => JSON.stringify(sorted(item)))
    .sort();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([name, member]) => [name, sorted(member)]),
  );
}
