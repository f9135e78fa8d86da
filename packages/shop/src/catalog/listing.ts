/**
 * A listing is one region's summary of one product, kept where a page of the catalog can be read in one query: the fields
 * as that region knew them, and what it could sell at a stated time. A list merges the summaries of all regions and says
 * how old the oldest is; one product by itself is read exactly, elsewhere.
 */
import type { Region } from "@tandem/kernel";
import {
  declareFragment,
  type FragmentItem,
  type FragmentWrite,
  type Key,
  makePartition,
  mergeRegisters,
  type Partition,
  parseSort,
  type Registers,
  sideBySide,
  sortPrefix,
} from "@tandem/replication";
import * as z from "zod";
import { detailsOf, type ProductDetails, type ProductFields, readProductFields, type Sku } from "./product.ts";

/** Spreads the catalog over this many partitions. */
export const CATALOG_BUCKET_COUNT = 4;

const ListingData = z.object({
  fields: z.unknown().transform(readProductFields),
  available: z.int().nonnegative(),
  asOf: z.string(),
});

export const ListingItem = declareFragment({
  name: "LISTING",
  version: 1,
  parse: ListingData.parse,
  answer: sideBySide("each region sums up what it knew of a product and could sell; a list merges the summaries"),
});
export const LISTING_PREFIX = ListingItem.prefix;

export interface Listing {
  readonly fields: Registers<ProductFields>;
  readonly available: number;
  /** ISO time at which `available` was read. */
  readonly asOf: string;
}

/** What the API shows of a product. */
export interface Product extends ProductDetails {
  readonly available: number;
  readonly availableIn: Readonly<Record<string, number>>;
  readonly asOf: string;
}

export function catalogPartition(bucket: number): Partition {
  return makePartition(["CATALOG", String(bucket)]);
}

export function listingKey(sku: Sku, region: Region): Key {
  return ListingItem.key({ partition: catalogPartition(bucketOf(sku)), tail: [sku], region });
}

export function skuOfListing(sort: string): Sku {
  return parseSort(sort).tail[0] ?? "";
}

/**
 * Beyond every region's listing of a product, and before the next product: where a page goes on, so that a listing which
 * arrives between two pages does not bring the product again.
 */
export function afterListings(sku: Sku): string {
  return `${sortPrefix(ListingItem.name, [sku])}~`;
}

export function readListing(item: FragmentItem): Listing {
  return ListingItem.read(item);
}

export function writeListing(key: Key, listing: Listing, over: FragmentItem | undefined): FragmentWrite {
  return ListingItem.write({ key, over, data: { ...listing } });
}

/** The product as the summaries of all regions show it; a region without one has nothing to sell. */
export function mergeListings(
  sku: Sku,
  items: readonly FragmentItem[],
  regions: readonly Region[],
): Product | undefined {
  const listings = items.map((item) => ({ region: item.region, ...readListing(item) }));
  const details = detailsOf(sku, mergeRegisters(listings.map(({ fields }) => fields)));
  if (details === undefined) return undefined;
  const availableIn = Object.fromEntries(
    regions.map((region) => [region, listings.find((listing) => listing.region === region)?.available ?? 0]),
  );
  return {
    ...details,
    available: Object.values(availableIn).reduce((sum, count) => sum + count, 0),
    availableIn,
    asOf: listings.map(({ asOf }) => asOf).toSorted()[0] ?? "",
  };
}

/** The same everywhere and for ever: a change of it moves the whole catalog. */
function bucketOf(sku: Sku): number {
  let hash = 0;
  for (const letter of sku) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return hash % CATALOG_BUCKET_COUNT;
}
