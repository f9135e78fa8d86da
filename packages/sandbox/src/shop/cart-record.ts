/** A cart as its items say it, read without the shop's help: what was put in stands until a removal or an order names it. */
import { contentId } from "@tandem/kernel";
import type { FactItem, Item } from "@tandem/replication";
import { factsOf, idOf, voidUntil } from "./people-record.ts";

export interface CartRecord {
  /** Each add by its id, the lowest stamp first: more than one, if two regions took it in. Without what is void. */
  readonly adds: ReadonlyMap<string, readonly CartAdd[]>;
  /** Every add that is written down, void or not. */
  readonly written: ReadonlySet<string>;
  /** What a removal names, and what is void: whoever sends its key once more gets nothing back. */
  readonly removed: ReadonlySet<string>;
  readonly bought: readonly Bought[];
  readonly voidUntil: string;
}

export interface CartAdd {
  readonly item: FactItem;
  readonly sku: string;
  readonly quantity: number;
}

export interface Bought {
  readonly item: FactItem;
  readonly orderId: string;
  readonly adds: readonly string[];
}

/** The same customer and key are the same add everywhere. */
export function addIdOf({ customer, key }: { readonly customer: string; readonly key: string }): string {
  return contentId("add", [customer, key]);
}

export function cartRecord(items: readonly Item[]): CartRecord {
  const until = voidUntil(items);
  const all = factsOf(items, "ADD");
  const forgotten = all.filter(({ stamp }) => stamp <= until);
  const standing = all
    .filter(({ stamp }) => stamp > until)
    .toSorted((left, right) => (left.stamp < right.stamp ? -1 : 1))
    .map((item) => ({ item, ...(item.data as unknown as Omit<CartAdd, "item">) }));
  return {
    adds: Map.groupBy(standing, ({ item }) => idOf(item)),
    written: new Set(all.map(idOf)),
    removed: new Set([...factsOf(items, "REMOVE").flatMap(addsNamed), ...forgotten.map(idOf)]),
    bought: factsOf(items, "BOUGHT").map((item) => ({ item, orderId: idOf(item), adds: addsNamed(item) })),
    voidUntil: until,
  };
}

export function addsNamed(item: Item): readonly string[] {
  return item.kind === "fact" ? ((item.data["adds"] as readonly string[] | undefined) ?? []) : [];
}

/** The adds that are in the cart; of several under one id the earliest counts. */
export function livingAdds({ adds, removed, bought }: CartRecord): ReadonlyMap<string, CartAdd> {
  const gone = new Set([...removed, ...bought.flatMap((each) => each.adds)]);
  return new Map([...adds].flatMap(([id, [first]]) => (gone.has(id) || first === undefined ? [] : [[id, first]])));
}

/** Pieces by sku, as a text that is the same for the same pieces. */
export function piecesIn(lines: Iterable<{ readonly sku: string; readonly quantity: number }>): string {
  const pieces = new Map<string, number>();
  for (const { sku, quantity } of lines) pieces.set(sku, (pieces.get(sku) ?? 0) + quantity);
  return [...pieces]
    .map(([sku, quantity]) => `${quantity} ${sku}`)
    .toSorted()
    .join(", ");
}
