/**
 * The only place that builds keys. Every key ends in the region whose replica it is written through, so a second writer
 * cannot exist by accident: two regions that record the same thing make two items, and merging happens when they are
 * read. The tenant, if there is one, leads every partition.
 *
 *     partition  ORDER#ord_5k3...            the record
 *     sort       PLACED#us-east-1            what this item says, and who says it
 *     sort       EVENT#2026-...#evt_..#us-east-1   a name, a tail that sorts, the region
 */
import { assert, isRegion, type Region } from "@tandem/kernel";

declare const keyBrand: unique symbol;

/** Where one item lives. Made by `makeKey` only. */
export interface Key {
  readonly partition: Partition;
  readonly sort: string;
  /** The region whose replica this key is written through; also the last segment of `sort`. */
  readonly region: Region;
  readonly [keyBrand]: true;
}

declare const partitionBrand: unique symbol;
/** The name of a partition. Made by `makePartition` only. */
export type Partition = string & { readonly [partitionBrand]: true };

/** DynamoDB's own limits, in bytes of UTF-8. */
export const PARTITION_BYTES_MAX = 2_048;
export const SORT_BYTES_MAX = 1_024;
/** Of one UTF-16 unit: what takes four bytes takes two units. */
const BYTES_OF_LETTER_MAX = 3;
const SEPARATOR = "#";
const TENANT = "TENANT";

export function makePartition(segments: readonly [string, ...string[]], tenant?: string): Partition {
  assert(segments[0] !== TENANT, `a partition that begins with ${TENANT} is a tenant's: name the tenant`);
  const all = tenant === undefined ? segments : [TENANT, tenant, ...segments];
  const name = all.map(escapeSegment).join(SEPARATOR);
  assert(isWithin(name, PARTITION_BYTES_MAX), `a partition's name passes ${PARTITION_BYTES_MAX} bytes`);
  return name as Partition;
}

export interface KeyParts {
  readonly partition: Partition;
  /** What the item says, in capitals: `PLACED`. */
  readonly name: string;
  /** What sorts and tells apart items of one name. */
  readonly tail?: readonly string[];
  readonly region: Region;
}

export function makeKey(parts: KeyParts): Key {
  const sort = sortPrefix(parts.name, parts.tail) + parts.region;
  assert(isWithin(sort, SORT_BYTES_MAX), `a sort key passes ${SORT_BYTES_MAX} bytes`);
  return { partition: parts.partition, sort, region: parts.region } as Key;
}

/** The key of an item that was read, e.g. to erase it. */
export function keyOf(item: { readonly partition: string; readonly sort: string }): Key {
  const { region } = parseSort(item.sort);
  return { partition: item.partition as Partition, sort: item.sort, region } as Key;
}

/** What the sort keys of all items of one name, and of the first segments of a tail, begin with. */
export function sortPrefix(name: string, tail: readonly string[] = []): string {
  let prefix = escapeSegment(name) + SEPARATOR;
  for (const segment of tail) prefix += escapeSegment(segment) + SEPARATOR;
  return prefix;
}

export interface SortParts {
  readonly name: string;
  readonly tail: readonly string[];
  readonly region: Region;
}

export function parseSort(sort: string): SortParts {
  const segments = sort.split(SEPARATOR);
  const region = segments.at(-1) ?? "";
  assert(segments.length >= 2 && isRegion(region), `a sort key ends in its region: ${JSON.stringify(sort)}`);
  const [name = "", ...tail] = segments.slice(0, -1);
  return { name: unescapeSegment(name), tail: sort.includes("%") ? tail.map(unescapeSegment) : tail, region };
}

/** A letter takes at most three bytes of UTF-8, so that only a long name need be counted. */
function isWithin(text: string, bytesMax: number): boolean {
  return text.length * BYTES_OF_LETTER_MAX <= bytesMax || Buffer.byteLength(text) <= bytesMax;
}

/** A separator inside a segment would let one key be taken for another, and half a character become another one. */
function escapeSegment(segment: string): string {
  assert(segment.length > 0, "a key has no empty segment");
  assert(segment.isWellFormed(), "a key has no half of a surrogate pair: UTF-8 cannot hold it");
  // Hardly any segment needs it, and keys are built and read for every item.
  const isPlain = !segment.includes("%") && !segment.includes(SEPARATOR);
  return isPlain ? segment : segment.replaceAll("%", "%25").replaceAll(SEPARATOR, "%23");
}

/** The separator first: what was a percent sign before may look like an escape afterwards. */
function unescapeSegment(segment: string): string {
  return segment.includes("%") ? segment.replaceAll("%23", SEPARATOR).replaceAll("%25", "%") : segment;
}
