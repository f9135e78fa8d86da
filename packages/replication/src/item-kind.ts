/**
 * A kind of item is declared once, and everything stored goes through its declaration: what it is called, which version of its data is
 * written, how older ones are read, and how it answers conflict. So there is no stored data whose merging nobody has thought of: a write
 * that no declaration made does not compile.
 *
 *     fact-kind.ts       created once                      folded, add-wins, observed-remove, ...
 *     fragment-kind.ts   this region's part, replaced      last-writer-wins-per-field, side-by-side, ...
 *     counter-kind.ts    this region's numbers             escrow, ...
 */
import { assert, Fault, type Region } from "@tandem/kernel";
import type { Answer } from "./answer.ts";
import type { Data, FactItem, FragmentItem, Item } from "./item.ts";
import { type Key, makeKey, type Partition, sortPrefix } from "./key.ts";

/** What all kinds have in common. */
export interface ItemKind<A extends Answer = Answer> {
  readonly name: string;
  readonly version: number;
  readonly answer: A;
  /** What the sort keys of this kind begin with. */
  readonly prefix: string;
  key(place: Place): Key;
}

/** Where an item of a known kind lives. */
export interface Place {
  readonly partition: Partition;
  /** What sorts and tells apart items of one kind in one partition. */
  readonly tail?: readonly string[];
  /** The region that writes it. */
  readonly region: Region;
}

export interface DataDeclaration<T extends Data, V extends number, A extends Answer> {
  /** What the item says, in capitals: `PLACED`. */
  readonly name: string;
  /** The version of the data that this code writes, from 1. It grows when code that reads the one before would be wrong about it. */
  readonly version: V;
  /**
   * The data, or an exception: `Schema.parse` of zod. It leaves members that it does not know out, and does not refuse them:
   * the release after this one writes into the same table while this one still runs.
   */
  readonly parse: (data: unknown) => T;
  readonly answer: A;
  /** What to do with an item of a version after this one: read what is known of it, or refuse it where half of it would mislead. */
  readonly newer?: "read" | "refuse";
}

/** From each older version to the one after it. All of them, for ever: a fact that was written once is read for as long as it stands. */
export type Upcasters<V extends number> = [VersionBefore<V>] extends [never]
  ? { readonly upcasters?: undefined }
  : { readonly upcasters: { readonly [Older in VersionBefore<V>]: Upcaster } };

export type Upcaster = (data: Data) => Data;

/** 1, 2, ... below `V`; a `V` that is any number is refused, since nobody could tell what is missing. */
type VersionBefore<V extends number, Counted extends readonly unknown[] = readonly [unknown]> = number extends V
  ? number
  : Counted["length"] extends V
    ? never
    : Counted["length"] | VersionBefore<V, readonly [...Counted, unknown]>;

/** What a kind makes of an item that was read: its data, and what its key says besides. */
export interface Reading<T, I extends Item> {
  readonly item: I;
  readonly data: T;
  /** The segments between the name and the region. */
  readonly tail: readonly string[];
}

export function declareKind<A extends Answer>(declaration: {
  readonly name: string;
  readonly version: number;
  readonly answer: A;
}): ItemKind<A> {
  const { name, version, answer } = declaration;
  assert(Number.isSafeInteger(version) && version >= 1, `${name}: a version is a whole number from 1, not ${version}`);
  const prefix = sortPrefix(name);
  return { name, version, answer, prefix, key: (place) => makeKey({ ...place, name }) };
}

/** Stops unless the key is one of the kind's: what is written there would be read as something else. */
export function checkKey(kind: ItemKind, key: Key): void {
  assert(key.sort.startsWith(kind.prefix), `${key.partition} ${key.sort} is no key of a ${kind.name}`);
}

/** Reads data of every version: an older one step by step, a newer one as far as it is known here. */
export function dataReader<T extends Data, V extends number, A extends Answer>(
  declaration: DataDeclaration<T, V, A> & Upcasters<V>,
): (item: FactItem | FragmentItem) => T {
  const { name, version, parse, newer = "read" } = declaration;
  const upcasters: { readonly [version: number]: Upcaster } = declaration.upcasters ?? {};
  const prefix = sortPrefix(name);

  function upcast(item: FactItem | FragmentItem): Data {
    let { data } = item;
    for (let from = item.v; from < version; from += 1) {
      const step = upcasters[from];
      assert(step !== undefined, `there is no upcaster from version ${from}`);
      data = step(data);
    }
    return data;
  }

  return (item) => {
    assert(item.sort.startsWith(prefix), `${item.partition} ${item.sort} is not read as a ${name}`);
    if (item.v > version && newer === "refuse") throw unreadable(item, { name, version });
    try {
      return parse(upcast(item));
    } catch (cause) {
      throw unreadable(item, { name, version, cause });
    }
  };
}

function unreadable(
  item: Item,
  by: { readonly name: string; readonly version: number; readonly cause?: unknown },
): Fault {
  const hint =
    item.v > by.version
      ? "deploy the newer code here"
      : "see what was written there, and give its kind what it needs to read it";
  return new Fault({
    code: "rejected",
    message: `${item.partition} ${item.sort} has version ${item.v}, and cannot be read as ${by.name} of version ${by.version}: ${hint}`,
    retryable: false,
    mayBeDone: false,
    cause: by.cause,
  });
}
