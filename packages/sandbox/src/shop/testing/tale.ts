/**
 * A history written by hand: a tea shop in two regions where all goes well, as long as a test does not say otherwise. Whatever is written
 * reaches the other region at once, and what is shown at the end is what was sold and put in, so that a test changes one thing only.
 */
import { region as named, type Region } from "@tandem/kernel";
import { formatStamp, type Item, makeKey, makePartition } from "@tandem/replication";
import type { Charge, History } from "../history.ts";
import type { Operation } from "../plan.ts";
import { createRecorder, type Recorder } from "../recorder.ts";
import type { ShownOrder, ShownProduct } from "../shown.ts";

export const EAST = named("us-east-1");
export const WEST = named("us-west-2");
const REGIONS = [EAST, WEST] as const;
const NOON_MS = Date.UTC(2026, 10, 21, 12);
export const TEA = "TEA";
export const ADA = "ada";

/** What a test may change of the shop's last state before it is looked at. */
export interface Shown {
  readonly orders: Map<string, ShownOrder>;
  readonly left: Map<Region, number>;
  price: number;
  name: string;
}

export interface Tale {
  readonly shown: Shown;
  readonly recorder: Recorder;
  /** Somebody asks, and hears this; nothing, if there is no answer. */
  ask(region: Region, operation: Operation, heard?: Told): void;
  /** Written through its own region's replica, and replicated. */
  write(item: Item): void;
  /** What stands at the end of each region, by key. */
  readonly standing: ReadonlyMap<Region, Map<string, Item>>;
  charge(charge: Omit<Charge, "kind" | "atMs">): void;
  /** Nothing happens for so long. */
  pass(ms: number): void;
  nowMs(): number;
  /** Somebody asks once more when all is at rest. */
  askAtLast(region: Region, operation: Operation, heard: Told): void;
  /** From now on nothing is broken, and nobody owes anything. */
  heal(): void;
  /** When something first struck a region. */
  readonly struckMs: Map<Region, number>;
  /** How long before the end each region was last heard of. */
  readonly beats: Map<Region, number>;
  /** All comes to rest and is looked at; `silent` regions do not answer. */
  end(options?: { readonly silent?: Region; readonly listing?: Listing; readonly catalog?: Catalog }): History;
}

export interface Told {
  readonly status: number;
  readonly body?: unknown;
  readonly orderId?: string;
  /** What the request said of the tries before it. */
  readonly lostAt?: string | undefined;
  readonly ifMatch?: string | undefined;
  /** The tag of what was shown. */
  readonly etag?: string | undefined;
  /** What happens between the request and its answer. */
  meanwhile?(): void;
}

/** What a region lists for a customer, given what it ought to. */
export type Listing = (orders: readonly ShownOrder[], region: Region) => readonly ShownOrder[];

/** What a region lists of products, given what it ought to. */
export type Catalog = (products: readonly ShownProduct[]) => readonly ShownProduct[];

export function createTale(): Tale {
  let nowMs = NOON_MS;
  const recorder = createRecorder({ nowMs: () => nowMs });
  const standing = new Map(REGIONS.map((region) => [region, new Map<string, Item>()]));
  const shown: Shown = { orders: new Map(), left: new Map(), price: 450, name: "Tea" };
  const beats = new Map(REGIONS.map((region) => [region, 0]));
  const atLast: (() => void)[] = [];
  let asked = 0;
  let healedMs: number | undefined;
  const struckMs = new Map<Region, number>();

  const tale: Tale = {
    shown,
    recorder,
    standing,
    ask(region, operation, heard) {
      asked += 1;
      nowMs += 1_000;
      const name = { operationId: `${operation.kind} ${asked}`, number: 1 };
      const { orderId, lostAt, ifMatch, etag } = heard ?? {};
      recorder.add({ kind: "asked", try: name, region, operation, cursor: undefined, orderId, lostAt, ifMatch });
      heard?.meanwhile?.();
      nowMs += 1;
      if (heard === undefined) recorder.add({ kind: "unanswered", try: name, why: "no answer in time" });
      else recorder.add({ kind: "answered", try: name, status: heard.status, body: heard.body, etag });
    },
    write(item) {
      for (const region of [item.region, ...REGIONS.filter((other) => other !== item.region)]) {
        const items = standing.get(region);
        const before = items?.get(keyOf(item));
        items?.set(keyOf(item), item);
        const by = region === item.region ? "commit" : "replication";
        recorder.add({ kind: "changed", region, by, before, after: item });
      }
    },
    askAtLast: (region, operation, heard) => void atLast.push(() => tale.ask(region, operation, heard)),
    charge: (charge) => recorder.add({ kind: "charge", ...charge }),
    beats,
    nowMs: () => nowMs,
    struckMs,
    heal() {
      healedMs = nowMs;
    },
    pass(ms) {
      nowMs += ms;
    },
    end({ silent, listing = asItIs, catalog = asItIs } = {}) {
      nowMs += 60_000;
      const restedMs = nowMs;
      for (const [region, ageMs] of beats) tale.write(beatOf(region, restedMs - ageMs));
      for (const region of REGIONS) lookAt(tale, region, { isSilent: region === silent, listing, catalog });
      for (const look of atLast) look();
      const ending = REGIONS.map((region) => ({ region, items: [...(standing.get(region)?.values() ?? [])] }));
      const known = healedMs === undefined ? {} : { healedMs, struckMs: Object.fromEntries(struckMs) };
      return recorder.history({ regions: REGIONS, ...known, restedMs, ending });
    },
  };
  return tale;
}

function asItIs<T>(shown: readonly T[]): readonly T[] {
  return shown;
}

function beatOf(region: Region, atMs: number): Item {
  const { partition, sort } = makeKey({ partition: makePartition(["BEATS"]), name: "BEAT", region });
  const stamp = formatStamp({ ms: atMs, counter: 0, region });
  return { kind: "fragment", partition, sort, region, v: 1, stamp, commitId: `beat_${atMs}`, data: { atMs } };
}

export function keyOf({ partition, sort }: Item): string {
  return `${partition} ${sort}`;
}

interface Look {
  readonly isSilent: boolean;
  readonly listing: Listing;
  readonly catalog: Catalog;
}

function lookAt(tale: Tale, region: Region, { isSilent, listing, catalog }: Look): void {
  const { orders, left, price, name } = tale.shown;
  const newestFirst = [...orders.values()].toSorted((one, other) => (one.placedAt > other.placedAt ? -1 : 1));
  const items = listing(newestFirst, region);
  tale.ask(region, { kind: "list-orders", customer: ADA, limit: 25 }, { status: 200, body: { items, next: null } });
  const product = { sku: TEA, name, price, availableIn: Object.fromEntries(left) };
  const isKnown = left.size > 0;
  tale.ask(region, { kind: "read-product", sku: TEA }, isKnown ? { status: 200, body: product } : { status: 404 });
  const listed = { status: 200, body: { items: isKnown ? catalog([product]) : [], next: null } };
  tale.ask(region, { kind: "list-products", limit: 25 }, isSilent ? undefined : listed);
}
