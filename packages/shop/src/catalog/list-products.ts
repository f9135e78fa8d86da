/**
 * A page of the catalog: one query a bucket, the regions' listings of one product side by side, so that the page reads no
 * product's stock. Products come by bucket and then by sku: an order that does not change while the catalog grows.
 */
import { done, type Outcome, type Refused, refused } from "@tandem/kernel";
import type { FragmentItem } from "@tandem/replication";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { ShopContext } from "../shop-context.ts";
import {
  afterListings,
  CATALOG_BUCKET_COUNT,
  catalogPartition,
  LISTING_PREFIX,
  ListingItem,
  mergeListings,
  type Product,
  skuOfListing,
} from "./listing.ts";
import type { Sku } from "./product.ts";

export interface ProductPage {
  readonly items: readonly Product[];
  readonly next: string | null;
}

const BUCKETS: ReadonlySet<string> = new Set(
  Array.from({ length: CATALOG_BUCKET_COUNT }, (_, bucket) => String(bucket)),
);
const OWNER = { list: "products", owner: "everybody" } as const;

export async function listProducts(
  context: ShopContext,
  options: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Outcome<ProductPage, { readonly reason: "bad-cursor" }>> {
  const start = options.cursor === undefined ? done({ bucket: 0, after: undefined }) : readPosition(options.cursor);
  if (!start.ok) return start;
  const items: Product[] = [];
  let { bucket, after } = start.value;
  while (bucket < CATALOG_BUCKET_COUNT) {
    const wanted = options.limit - items.length;
    const found = await readBucket(context, { bucket, after, wanted });
    items.push(...found.products);
    if (found.after !== undefined && items.length < options.limit) {
      after = found.after;
      continue;
    }
    if (found.after !== undefined) return done({ items, next: encodeCursor(OWNER, `${bucket} ${found.after}`) });
    bucket += 1;
    after = undefined;
    if (items.length >= options.limit && bucket < CATALOG_BUCKET_COUNT) {
      return done({ items, next: encodeCursor(OWNER, `${bucket} `) });
    }
  }
  return done({ items, next: null });
}

interface Found {
  readonly products: readonly Product[];
  /** Where this bucket goes on, or undefined at its end. */
  readonly after: string | undefined;
}

/**
 * Up to `wanted` products. A product whose listings may go on beyond the page waits for the next, unless it is all there
 * is in this one: a region that was taken off the list has left its listings behind, and nothing is passed over for them.
 */
async function readBucket(
  { table, regions }: ShopContext,
  at: { readonly bucket: number; readonly after: string | undefined; readonly wanted: number },
): Promise<Found> {
  const page = await table.page(catalogPartition(at.bucket), {
    consistent: false,
    prefix: LISTING_PREFIX,
    limit: (at.wanted + 1) * regions.length,
    order: "ascending",
    ...(at.after === undefined ? {} : { after: at.after }),
  });
  const bySku = new Map<Sku, FragmentItem[]>();
  for (const item of page.items) {
    if (!ListingItem.is(item)) continue;
    const sku = skuOfListing(item.sort);
    bySku.set(sku, [...(bySku.get(sku) ?? []), item]);
  }
  const groups = [...bySku];
  const whole = page.next === undefined || groups.length === 1 ? groups : groups.slice(0, -1);
  const taken = whole.slice(0, at.wanted);
  const products = taken.flatMap(([sku, items]) => mergeListings(sku, items, regions) ?? []);
  const isEnd = page.next === undefined && taken.length === groups.length;
  const [last] = taken.at(-1) ?? [];
  return { products, after: isEnd ? undefined : last === undefined ? page.next : afterListings(last) };
}

function readPosition(
  cursor: string,
): Outcome<{ bucket: number; after: string | undefined }, { readonly reason: "bad-cursor" }> {
  const position = decodeCursor(OWNER, cursor);
  if (!position.ok) return position satisfies Refused<{ readonly reason: "bad-cursor" }>;
  const [bucket = "", after = ""] = position.value.split(" ");
  // Whoever makes up a cursor can seal it: one that begins far below the first bucket would be read to the last.
  if (!BUCKETS.has(bucket)) return refused({ reason: "bad-cursor" });
  return done({ bucket: Number(bucket), after: after === "" ? undefined : after });
}
