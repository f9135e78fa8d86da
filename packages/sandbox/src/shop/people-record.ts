/**
 * What the replicas held of carts, profiles and products over time, read without the shop's help: of the edits of one field the one with the
 * highest stamp counts, and what was written up to the highest request to be forgotten is void.
 */
import type { Region } from "@tandem/kernel";
import { type FactItem, type Item, parseSort } from "@tandem/replication";
import type { Evidence } from "./evidence.ts";
import type { Changed } from "./history.ts";

/** One change of a record in one replica. */
export interface Turn extends Pick<Changed, "region" | "by" | "before" | "after"> {
  /** Where it stands among all events. */
  readonly index: number;
}

/** All changes of records whose names begin so, by the rest of their names: by customer, by sku. */
export function turnsIn({ history: { events } }: Evidence, prefix: string): ReadonlyMap<string, readonly Turn[]> {
  const records = new Map<string, Turn[]>();
  for (const [index, event] of events.entries()) {
    if (event.kind !== "changed") continue;
    const partition = (event.after ?? event.before)?.partition;
    if (partition?.startsWith(prefix) !== true) continue;
    const name = partition.slice(prefix.length);
    const { region, by, before, after } = event;
    const turns = records.get(name);
    if (turns === undefined) records.set(name, [{ index, region, by, before, after }]);
    else turns.push({ index, region, by, before, after });
  }
  return records;
}

/** What a replica held of a record just before the event at `index`. */
export function itemsAt(turns: readonly Turn[], region: Region, index: number): readonly Item[] {
  const items = new Map<string, Item>();
  for (const turn of turns) {
    if (turn.index >= index) break;
    if (turn.region !== region) continue;
    if (turn.after !== undefined) items.set(turn.after.sort, turn.after);
    else if (turn.before !== undefined) items.delete(turn.before.sort);
  }
  return [...items.values()];
}

/** The items of one record among all that a replica holds. */
export function itemsOf(items: readonly Item[], partition: string): readonly Item[] {
  return items.filter((item) => item.partition === partition);
}

export function factsOf(items: readonly Item[], name: string): readonly FactItem[] {
  return items.filter((item): item is FactItem => item.kind === "fact" && item.sort.startsWith(`${name}#`));
}

/** The id in a fact's key. */
export function idOf(item: Item): string {
  return parseSort(item.sort).tail[0] ?? "";
}

/** Up to where a customer's record is void; the empty text, which is below all stamps, if he never asked. */
export function voidUntil(items: readonly Item[]): string {
  const stamps = factsOf(items, "ERASED").map(({ stamp }) => String(stamp));
  return stamps.toSorted().at(-1) ?? "";
}

export interface Register {
  readonly value: string | number | null;
  readonly stamp: string;
  readonly seen?: Readonly<Record<string, string>>;
}

/** A kind of record whose fields are edited one by one. */
export interface Fielded {
  readonly prefix: string;
  readonly fragment: string;
  readonly fields: readonly string[];
}

export const PROFILES: Fielded = {
  prefix: "CUSTOMER#",
  fragment: "PROFILE#",
  fields: ["name", "email", "address", "phone"],
};
export const PRODUCTS: Fielded = { prefix: "PRODUCT#", fragment: "DETAILS#", fields: ["name", "price"] };

/** What stands of a field in each region's fragment, each edit once, the latest first. */
export function registersOf(items: readonly Item[], { fragment }: Fielded, field: string): readonly Register[] {
  const until = voidUntil(items);
  const registers = new Map<string, Register>();
  for (const item of items) {
    if (item.kind !== "fragment" || !item.sort.startsWith(fragment)) continue;
    const register = item.data[field] as Register | undefined;
    if (register !== undefined && register.stamp > until) registers.set(register.stamp, register);
  }
  return [...registers.values()].toSorted((left, right) => (left.stamp > right.stamp ? -1 : 1));
}

/** A profile as it is shown: the fields that say something. */
export function profileIn(items: readonly Item[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    PROFILES.fields.flatMap((field) => {
      const value = registersOf(items, PROFILES, field)[0]?.value;
      return typeof value === "string" ? [[field, value] as const] : [];
    }),
  );
}

/** The region in a stamp. */
export function regionIn(stamp: string): string {
  return stamp.slice(stamp.lastIndexOf("/") + 1);
}
