/**
 * Brings this region's listings up to date with its stock, a bounded bite at a time, going on where it stopped. Orders do
 * not touch listings: a thousand orders a minute for one product are one refresh.
 */
import { type Hazard, isoTime, noHazard, randomId } from "@tandem/kernel";
import type { FragmentItem } from "@tandem/replication";
import type { ShopHazard } from "../hazards.ts";
import type { ShopContext } from "../shop-context.ts";
import { availableIn, stockPartition } from "../stock/stock.ts";
import {
  CATALOG_BUCKET_COUNT,
  catalogPartition,
  LISTING_PREFIX,
  ListingItem,
  listingKey,
  readListing,
  skuOfListing,
  writeListing,
} from "./listing.ts";
import { foldProduct, productPartition } from "./product.ts";

/** Listings looked at in one page, and pages in one run. */
const PAGE_LISTINGS = 25;
const PAGES_MAX = 20;

export interface ListingRefresh {
  /** How many listings were written. */
  run(): Promise<number>;
}

export function createListingRefresh(context: ShopContext): ListingRefresh {
  const { table } = context;
  let bucket = 0;
  let after: string | undefined;

  async function nextPage(): Promise<readonly FragmentItem[]> {
    const page = await table.page(catalogPartition(bucket), {
      consistent: true,
      prefix: LISTING_PREFIX,
      limit: PAGE_LISTINGS,
      order: "ascending",
      ...(after === undefined ? {} : { after }),
    });
    after = page.next;
    if (after === undefined) bucket = (bucket + 1) % CATALOG_BUCKET_COUNT;
    return page.items.filter(ListingItem.is).filter((item) => item.region === table.region);
  }

  return {
    async run() {
      let written = 0;
      for (let pages = 0; pages < PAGES_MAX; pages += 1) {
        const own = await nextPage();
        for (const item of own) written += (await refresh(context, item)) ? 1 : 0;
        if (bucket === 0 && after === undefined) break;
      }
      return written;
    },
  };
}

/** Whether the listing said something old and was replaced; one that changed meanwhile is left for the next run. */
async function refresh(context: ShopContext, item: FragmentItem): Promise<boolean> {
  const { table, stamps, clock, random } = context;
  const hazard: Hazard<ShopHazard> = context.hazard ?? noHazard;
  const sku = skuOfListing(item.sort);
  const [stock = [], product = []] = await table.read([stockPartition(sku), productPartition(sku)], {
    consistent: true,
  });
  const available = availableIn(stock, table.region);
  const fields = foldProduct(product);
  const listed = readListing(item);
  if (listed.available === available && JSON.stringify(listed.fields) === JSON.stringify(fields)) return false;
  const listing = { fields, available, asOf: isoTime(clock.nowMs()) };
  await hazard("listing.before-commit");
  const outcome = await table.commit({
    id: randomId("cmt", random),
    stamp: stamps.next({ above: item.stamp }),
    writes: [writeListing(listingKey(sku, table.region), listing, item)],
  });
  return outcome.ok;
}
