/**
 * The one port to storage. A `RegionTable` is one region's replica of the table, and what may be relied on is this:
 *
 * 1. *Commits are atomic, here.* All writes of a commit are done, or none, and a consistent read that begins after the answer
 *    sees them all. One that runs beside the commit may meet half of it (DynamoDB's reads of several items are read-committed,
 *    not serializable). Another region sees the items one by one, in any order, some time later: whoever reads must say what
 *    half of a commit means.
 * 2. *Conditions are regional.* That a fact was absent, a version expected, a floor kept is true of this replica. No other
 *    replica writes these keys, so it is true of this region's own items everywhere.
 * 3. *A commit is done once.* Tried again under the same id after a lost answer, it finds itself and is done, for as long as
 *    a fact, fragment or number stands as it left it. If it is refused for several reasons, a standing fact comes first: it
 *    is a replay, not a refusal. What is refused stays undone: while an earlier try that nobody has heard of could still be
 *    done, a refusal that may pass, as a floor may, is a fault and not an outcome.
 * 4. *A fact never changes*, and its key is spent: an expired fact is absent to every reader and still refuses a second. The
 *    table refuses for as long as the item lies there; that the key is not used again after an erase is the caller's part.
 * 5. *A read that does not ask for consistency may be a little old.* It is never torn within one item.
 * 6. *Order is by sort key*, by UTF-8 bytes, and pages neither skip nor repeat an item that stood throughout.
 *
 * Outcomes are returned. What the world does is thrown as a `Fault`, and one with `mayBeDone` says that the commit may
 * stand: try again under the same id, or read. The law suite in `laws/` runs on every adapter.
 */
import type { Region } from "@tandem/kernel";
import type { Item } from "./item.ts";
import type { Partition } from "./key.ts";
import type { Commit } from "./write.ts";

/** One read looks at a few small partitions: more is a page. */
export const READ_PARTITIONS_MAX = 50;
/** Items of all partitions of one read together, expired ones too; beyond this is a `bound-exceeded` fault, never a silent cut. */
export const READ_ITEMS_MAX = 1_000;
/** Items a page may be asked for. */
export const PAGE_ITEMS_MAX = 100;
/** Items a step of a walk may be asked for. */
export const WALK_ITEMS_MAX = 500;

export interface RegionTable extends PeerTable {
  commit(commit: Commit): Promise<CommitOutcome>;
}

/** The same port without writing: what another region's replica is to us. */
export interface PeerTable {
  readonly region: Region;
  /** Every item of each partition, in the order asked, each by sort key. */
  read(partitions: readonly Partition[], options: ReadOptions): Promise<readonly (readonly Item[])[]>;
  page(partition: Partition, options: PageOptions): Promise<Page>;
  /** The next items of the whole table in no useful order, for sweeps that make hints good. Never consistent. */
  walk(options: WalkOptions): Promise<Page>;
}

export interface ReadOptions {
  readonly consistent: boolean;
}

export interface PageOptions extends ReadOptions {
  /** Only items whose sort key begins with this. */
  readonly prefix?: string;
  /** The `next` of the page before, or any sort key: the page begins beyond it, in the given order. */
  readonly after?: string;
  readonly limit: number;
  readonly order: "ascending" | "descending";
}

export interface WalkOptions {
  /** The `next` of the step before. */
  readonly after?: string;
  readonly limit: number;
}

export interface Page {
  /** May be fewer than the limit, even none, while there is a `next`: expired items are left out. */
  readonly items: readonly Item[];
  /** Where to go on, or undefined at the end. */
  readonly next: string | undefined;
}

export type CommitOutcome = { readonly ok: true } | { readonly ok: false; readonly refusals: Refusals };
/** All that spoke against it, standing facts first, then versions, then floors, each by index. */
export type Refusals = readonly [Refusal, ...Refusal[]];

export interface Refusal {
  /** Which write, from 0. */
  readonly index: number;
  readonly reason: "stands" | "version" | "floor";
  /** What stands there; absent only for a version or a floor. It may be expired. */
  readonly standing: Item | undefined;
}

const PRECEDENCE = ["stands", "version", "floor"] as const;

/** Puts refusals into the order promised above. */
export function orderRefusals(refusals: readonly Refusal[]): readonly Refusal[] {
  return refusals.toSorted(
    (left, right) => PRECEDENCE.indexOf(left.reason) - PRECEDENCE.indexOf(right.reason) || left.index - right.index,
  );
}
