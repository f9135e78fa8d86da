/** Items of carts, profiles and conflicts, as the shop writes them, for tales. */
import { contentId, region as named, type Region } from "@tandem/kernel";
import {
  type Data,
  type FactItem,
  type FragmentItem,
  formatStamp,
  makeKey,
  makePartition,
  type Stamp,
} from "@tandem/replication";
import { addIdOf } from "../cart-record.ts";
import { ADA } from "./tale.ts";

const NOON_MS = Date.UTC(2026, 10, 21, 12);
export const BASKET_KEY = "basket-key-000001";
export const TEAS = { kind: "add-to-cart", customer: ADA, key: BASKET_KEY, sku: "TEA", quantity: 2 } as const;

/** So many milliseconds after noon. */
export function stampAt(ms: number, region: Region | string): Stamp {
  return formatStamp({ ms: NOON_MS + ms, counter: 0, region: named(region) });
}

interface Written {
  readonly name: string;
  readonly region: Region;
  readonly atMs?: number;
  readonly tail?: readonly string[];
  readonly data?: Data;
  readonly commitId?: string;
}

function itemIn(of: readonly [string, string], { name, region, atMs = 0, tail = [], data = {}, commitId }: Written) {
  const { partition, sort } = makeKey({ partition: makePartition(of), name, tail, region });
  const id = commitId ?? contentId("cmt", [partition, sort, String(atMs)]);
  return { partition, sort, region, v: 1, stamp: stampAt(atMs, region), commitId: id, data };
}

export function cartFact(written: Written): FactItem {
  return { kind: "fact", ...itemIn(["CART", ADA], written) };
}

/** Two teas under the one key, or something else under it. */
export function teasIn(region: Region, atMs = 0, quantity = 2): FactItem {
  const data = { sku: "TEA", quantity, price: 450, fingerprint: `${quantity}` };
  return cartFact({ name: "ADD", region, atMs, tail: [addIdOf(TEAS)], data });
}

export function takenOut(region: Region, atMs: number, adds: readonly string[] = [addIdOf(TEAS)]): FactItem {
  return cartFact({ name: "REMOVE", region, atMs, tail: [`rem_${atMs}`], data: { adds: [...adds] } });
}

export function boughtBy(orderId: string, { region, atMs = 5, commitId }: Partial<Written> & Pick<Written, "region">) {
  const data = { orderId, adds: [addIdOf(TEAS)] };
  const own = commitId === undefined ? {} : { commitId };
  return cartFact({ name: "BOUGHT", region, atMs, tail: [orderId], data, ...own });
}

export interface Edited {
  readonly value: string | null;
  readonly atMs: number;
  readonly seen?: Readonly<Record<string, string>>;
}

/** What a region says of a profile: each field as it was edited there. */
export function profileItem(region: Region, fields: Readonly<Record<string, Edited>>, atMs = 0): FragmentItem {
  const registers = Object.entries(fields).map(([field, { value, atMs: editedMs, seen = {} }]) => {
    return [field, { value, stamp: stampAt(editedMs, region), over: null, seen }] as const;
  });
  return {
    kind: "fragment",
    ...itemIn(["CUSTOMER", ADA], { name: "PROFILE", region, atMs, data: Object.fromEntries(registers) }),
  };
}

/** Somebody asked to be forgotten, in a record of his. */
export function erasedIn(record: "CUSTOMER" | "CART", region: Region, atMs: number): FactItem {
  return { kind: "fact", ...itemIn([record, ADA], { name: "ERASED", region, atMs, tail: [stampAt(atMs, region)] }) };
}

/** `winner` and `loser` are stamps; `id` is made of them, if nothing is said. */
export function conflictItem(
  by: Region,
  told: { readonly winner: Stamp; readonly loser: Stamp; readonly id?: string; readonly kind?: string },
): FactItem {
  const { winner, loser, kind = "profile-field", id = contentId("cfl", [winner, loser]) } = told;
  const side = (stamp: Stamp) => ({ stamp, value: contentId("sha", [stamp]) });
  const data = {
    id,
    kind,
    subject: `${ADA} name`,
    winner: side(winner),
    loser: side(loser),
    reason: "the later counts",
  };
  return {
    kind: "fact",
    ...itemIn(["CONFLICTS", "2026-11"], { name: "CONFLICT", region: by, tail: [winner, id], data }),
  };
}
