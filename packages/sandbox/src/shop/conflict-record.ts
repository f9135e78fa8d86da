/** Conflicts as their items say them, and what of a record a merge has to decide by what stands, read without the shop's help. */
import { type Item, parseSort } from "@tandem/replication";
import { cartRecord, piecesIn } from "./cart-record.ts";
import {
  type Fielded,
  itemsOf,
  PRODUCTS,
  PROFILES,
  type Register,
  regionIn,
  registersOf,
  voidUntil,
} from "./people-record.ts";

export interface ConflictRecord {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly winner: Side;
  readonly loser: Side;
}

export interface Side {
  readonly stamp: string;
  readonly value: unknown;
}

/** Each with the region that says so. */
export function conflictsIn(items: readonly Item[]): readonly (ConflictRecord & { readonly by: string })[] {
  return items.flatMap((item) => {
    if (item.kind !== "fact" || !item.partition.startsWith("CONFLICTS#") || !item.sort.startsWith("CONFLICT#"))
      return [];
    return [{ ...(item.data as unknown as ConflictRecord), by: item.region }];
  });
}

/** One side that lost, by what people are to be told of it. */
export interface Loss {
  readonly kind: string;
  readonly about: string;
  readonly winner: string;
  readonly loser: string;
}

/** What the items that stand have to decide and nobody has seen who decided; a field's edits say what they had seen. */
export function lossesIn(items: readonly Item[]): readonly Loss[] {
  return Map.groupBy(items, ({ partition }) => String(partition))
    .entries()
    .toArray()
    .flatMap(([partition, own]) => [...fieldLosses(partition, own), ...cartLosses(partition, own)]);
}

const FIELDED: readonly (readonly [kind: string, record: Fielded])[] = [
  ["profile-field", PROFILES],
  ["product-field", PRODUCTS],
];

function fieldLosses(partition: string, items: readonly Item[]): readonly Loss[] {
  const [kind, record] = FIELDED.find(([, { prefix }]) => partition.startsWith(prefix)) ?? [];
  if (kind === undefined || record === undefined) return [];
  const name = partition.slice(record.prefix.length);
  return record.fields.flatMap((field) => {
    const [winner, ...others] = registersOf(items, record, field);
    if (winner === undefined) return [];
    const all = [winner, ...others];
    return others
      .filter((loser) => loser.value !== winner.value && !all.some((other) => hasSeen(other, loser)))
      .map((loser) => ({ kind, about: `${name} ${field}`, winner: winner.stamp, loser: loser.stamp }));
  });
}

function hasSeen({ seen }: Register, { stamp }: Register): boolean {
  return (seen?.[regionIn(stamp)] ?? "") >= stamp;
}

function cartLosses(partition: string, items: readonly Item[]): readonly Loss[] {
  if (!partition.startsWith("CART#")) return [];
  const { adds, bought } = cartRecord(items);
  const differing = [...adds].flatMap(([id, [first, ...others]]): readonly Loss[] => {
    if (first === undefined) return [];
    const losers = others.filter((other) => piecesIn([other]) !== piecesIn([first]));
    return losers.map(({ item }) => ({ kind: "cart-add", about: id, winner: first.item.stamp, loser: item.stamp }));
  });
  const sorted = bought.toSorted((left, right) => (left.item.stamp < right.item.stamp ? -1 : 1));
  const twice = sorted.flatMap((later, index) =>
    sorted.slice(0, index).flatMap((earlier): readonly Loss[] => {
      if (earlier.orderId === later.orderId || !earlier.adds.some((id) => later.adds.includes(id))) return [];
      const stamps = { winner: String(earlier.item.stamp), loser: String(later.item.stamp) };
      return [{ kind: "cart-checkout", about: later.orderId, ...stamps }];
    }),
  );
  return [...differing, ...twice];
}

/** Whether a region's items owe it to somebody to be told, or to be forgotten: what it is to settle before all is at rest. */
export function isOwedToPeople(items: readonly Item[]): boolean {
  const told = new Set(conflictsIn(items).map(({ kind, winner, loser }) => `${kind} ${winner.stamp} ${loser.stamp}`));
  if (lossesIn(items).some(({ kind, winner, loser }) => !told.has(`${kind} ${winner} ${loser}`))) return true;
  const erased = new Set(items.filter(({ sort }) => sort.startsWith("ERASED#")).map(({ partition }) => partition));
  return [...erased].some((partition) => voidIn(itemsOf(items, partition)).length > 0);
}

/** The items of a record that still hold what its customer wanted forgotten. */
export function voidIn(items: readonly Item[]): readonly Item[] {
  const until = voidUntil(items);
  return items.filter((item) => {
    const { name } = parseSort(item.sort);
    if (name === "ADD") return item.stamp <= until;
    if (name !== "PROFILE" || item.kind === "counter") return false;
    return Object.values(item.data).some((register) => (register as unknown as Register).stamp <= until);
  });
}
