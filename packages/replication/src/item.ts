/**
 * An item as it stands in a replica: what was written, and the few words every item carries so that regions can agree on
 * it. Nobody but the region in its key ever writes it.
 */
import type { Region } from "@tandem/kernel";
import type { Partition } from "./key.ts";
import type { Stamp } from "./stamp.ts";

/** What can be stored: JSON (see `check-data.ts`). Undefined members are left out, and -0 comes back as 0. */
export type Data = { readonly [name: string]: Json | undefined };
export type Json = string | number | boolean | null | readonly Json[] | Data;

interface ItemCore {
  readonly partition: Partition;
  readonly sort: string;
  /** The version of the data's schema, from 1. */
  readonly v: number;
  /** The region that wrote it, also the last segment of `sort`. */
  readonly region: Region;
  readonly stamp: Stamp;
  /** The random id of the commit that wrote it last. For a fragment this is also its version. */
  readonly commitId: string;
}

/** Created once, never changed. */
export interface FactItem extends ItemCore {
  readonly kind: "fact";
  readonly data: Data;
  /** What a stream's reader is to wake for, if anybody. */
  readonly wake?: string;
  /** Seconds since 1970 from when on it counts as absent. */
  readonly expiresAtS?: number;
}

/** This region's part of a record, replaced as a whole. */
export interface FragmentItem extends ItemCore {
  readonly kind: "fragment";
  readonly data: Data;
  readonly wake?: string;
}

/** This region's own numbers, each only ever added to. Its stamp is that of the last adjust, which need not be the highest. */
export interface CounterItem extends ItemCore {
  readonly kind: "counter";
  readonly numbers: { readonly [name: string]: number };
}

export type Item = FactItem | FragmentItem | CounterItem;

/** Whether an item counts as absent: DynamoDB deletes it within days of this, and meanwhile still returns it. */
export function isExpired(item: Item, nowMs: number): boolean {
  return item.kind === "fact" && item.expiresAtS !== undefined && item.expiresAtS * 1_000 <= nowMs;
}
