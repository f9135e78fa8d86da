/**
 * The bounds of reading, checked in one place for both adapters. What depends on data (how many partitions, items) passes
 * a bound as a fault; what only a programmer writes (a limit that is no number) fails an assertion.
 */
import { assert, Fault } from "@tandem/kernel";
import { SORT_BYTES_MAX } from "./key.ts";
import {
  PAGE_ITEMS_MAX,
  type PageOptions,
  READ_ITEMS_MAX,
  READ_PARTITIONS_MAX,
  WALK_ITEMS_MAX,
  type WalkOptions,
} from "./region-table.ts";
import { compareUtf8 } from "./utf8-order.ts";

export function checkReadPartitions(count: number): void {
  if (count > READ_PARTITIONS_MAX) throw boundExceeded(`a read of ${count} partitions`, `${READ_PARTITIONS_MAX}`);
}

/** Counts what lies in the table, expired or not, since that is what a read costs. */
export function checkReadItems(count: number): void {
  if (count > READ_ITEMS_MAX) throw boundExceeded(`a read of ${count} items or more`, `${READ_ITEMS_MAX}`);
}

export function checkWalk({ limit }: WalkOptions): void {
  checkLimit(limit, WALK_ITEMS_MAX);
}

/** Where a page begins: `undefined` at the end of the order it comes from, or beyond a sort key; or it is empty. */
export type PageStart = { readonly empty: true } | { readonly empty: false; readonly beyond: string | undefined };

/**
 * Settles `after` and `prefix`, which need not agree: DynamoDB refuses to begin at a key that the prefix leaves out, and
 * such a key lies before all that the page is about, or behind it.
 */
export function pageStart(options: PageOptions): PageStart {
  const { after, prefix = "", limit, order } = options;
  checkLimit(limit, PAGE_ITEMS_MAX);
  if (after === undefined) return { empty: false, beyond: undefined };
  const isSortKey = after.isWellFormed() && Buffer.byteLength(after) <= SORT_BYTES_MAX;
  assert(isSortKey, `a page begins after a sort key: well-formed text of at most ${SORT_BYTES_MAX} bytes`);
  if (after !== "" && after.startsWith(prefix)) return { empty: false, beyond: after };
  const before = compareUtf8(after, prefix) <= 0;
  return before === (order === "ascending") ? { empty: false, beyond: undefined } : { empty: true };
}

function checkLimit(limit: number, max: number): void {
  assert(Number.isInteger(limit) && limit >= 1, `a limit is a whole number from 1, not ${limit}`);
  if (limit > max) throw boundExceeded(`a limit of ${limit}`, `${max}`);
}

function boundExceeded(what: string, most: string): Fault {
  return new Fault({
    code: "bound-exceeded",
    message: `${what} passes the bound of ${most}: read a page at a time`,
    retryable: false,
    mayBeDone: false,
  });
}
