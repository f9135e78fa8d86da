/**
 * Brings this region's listing of a product up to date with its stock. Orders do not touch listings: a thousand orders a minute for one
 * product are one refresh. A region that was given pieces of a product lists it, whoever defined it.
 */
import { type Hazard, isoTime, noHazard, randomId } from "@tandem/kernel";
import type { FragmentItem, Item } from "@tandem/replication";
import type { ShopHazard } from "../hazards.ts";
import type { ShopContext } from "../shop-context.ts";
import { listingKey, readListing, writeListing } from "./listing.ts";
import { foldProduct, type Sku } from "./product.ts";

export interface ListedProduct {
  readonly sku: Sku;
  /** The items of the product's partition. */
  readonly product: readonly Item[];
  /** This region's listing, if it has one. */
  readonly listing: FragmentItem | undefined;
  /** What this region can sell. */
  readonly available: number;
}

/** Whether the listing said something old and was replaced; one that changed meanwhile is left for the next run. */
export async function refreshListing(
  context: ShopContext,
  { sku, product, listing, available }: ListedProduct,
): Promise<boolean> {
  const { table, stamps, clock, random } = context;
  const hazard: Hazard<ShopHazard> = context.hazard ?? noHazard;
  const fields = foldProduct(product);
  if (listing === undefined && available === 0) return false;
  const listed = listing === undefined ? undefined : readListing(listing);
  if (listed?.available === available && JSON.stringify(listed.fields) === JSON.stringify(fields)) return false;
  await hazard("listing.before-commit");
  const outcome = await table.commit({
    id: randomId("cmt", random),
    stamp: stamps.next({ above: listing?.stamp }),
    writes: [writeListing(listingKey(sku, table.region), { fields, available, asOf: isoTime(clock.nowMs()) }, listing)],
  });
  return outcome.ok;
}
