/**
 * Goes round the catalog, a bounded bite at a time and on from where it stopped, so that every product has its turn: takes what other
 * regions have given, gives what they want, and brings the region's listing up to date. One look at a product's stock serves all three.
 * Two rounds at once do the same work twice, which is refused where it matters.
 */

import type { FragmentItem } from "@tandem/replication";
import { modeOf, type Restriction, restrictionsOf, restrictionsPartition } from "@tandem/resilience";
import {
  afterListings,
  CATALOG_BUCKET_COUNT,
  catalogPartition,
  LISTING_PREFIX,
  ListingItem,
  skuOfListing,
} from "../catalog/listing.ts";
import { productPartition, type Sku } from "../catalog/product.ts";
import { refreshListing } from "../catalog/refresh-listings.ts";
import type { ShopContext } from "../shop-context.ts";
import { nextGift } from "./gifts.ts";
import { give, takeGifts } from "./move-stock.ts";
import { availableIn, stockPartitions } from "./stock.ts";

/** Products of one page, and products of one run: each costs a read of six partitions. */
const PAGE_PRODUCTS = 25;
const PRODUCTS_MAX = 500;

export interface StockRoundReport {
  /** How many listings were written. */
  readonly listings: number;
  /** Gifts that were taken and made. */
  readonly taken: number;
  readonly given: number;
}

export interface StockRound {
  run(): Promise<StockRoundReport>;
}

interface Found {
  readonly sku: Sku;
  readonly listing: FragmentItem | undefined;
}

export function createStockRound(context: ShopContext): StockRound {
  const { table, regions } = context;
  let bucket = 0;
  let after: string | undefined;

  /** Listings of one product may go on beyond the page: the product waits for the next, unless it is all there is in this one. */
  async function nextProducts(): Promise<readonly Found[]> {
    const page = await table.page(catalogPartition(bucket), {
      consistent: true,
      prefix: LISTING_PREFIX,
      limit: PAGE_PRODUCTS * regions.length,
      order: "ascending",
      ...(after === undefined ? {} : { after }),
    });
    const bySku = Map.groupBy(page.items.filter(ListingItem.is), ({ sort }) => skuOfListing(sort));
    const groups = [...bySku];
    const whole = page.next === undefined || groups.length === 1 ? groups : groups.slice(0, -1);
    const last = whole.at(-1)?.[0];
    after = page.next === undefined ? undefined : last === undefined ? page.next : afterListings(last);
    if (after === undefined) bucket = (bucket + 1) % CATALOG_BUCKET_COUNT;
    return whole.map(([sku, items]) => ({ sku, listing: items.find(({ region }) => region === table.region) }));
  }

  return {
    async run() {
      const [items = []] = await table.read([restrictionsPartition()], { consistent: false });
      const restrictions = restrictionsOf(items);
      const total = { listings: 0, taken: 0, given: 0 };
      for (let looked = 0; looked < PRODUCTS_MAX; ) {
        const found = await nextProducts();
        for (const product of found) {
          const report = await look(context, product, restrictions);
          total.listings += report.listings;
          total.taken += report.taken;
          total.given += report.given;
        }
        looked += Math.max(1, found.length);
        if (bucket === 0 && after === undefined) break;
      }
      return total;
    },
  };
}

async function look(
  context: ShopContext,
  { sku, listing }: Found,
  restrictions: readonly Restriction[],
): Promise<StockRoundReport> {
  const { table, regions, stamps } = context;
  const { region } = table;
  const partitions = [productPartition(sku), ...stockPartitions(sku)];
  const [product = [], ...stock] = await table.read(partitions, { consistent: true });
  const isTaken = await takeGifts(context, { sku, stock });
  const gift = nextGift({
    stock,
    region,
    regions,
    isServing: (other) => modeOf(restrictions, other) === "normal",
    nowMs: stamps.nowMs(),
  });
  const isGiven = gift !== undefined && (await give(context, { sku, stock }, gift));
  const available = availableIn(stock, region) - (isGiven ? gift.quantity : 0);
  const isListed = await refreshListing(context, { sku, product, listing, available });
  return { listings: Number(isListed), taken: Number(isTaken), given: Number(isGiven) };
}
