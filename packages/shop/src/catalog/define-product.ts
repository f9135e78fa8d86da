/**
 * Names or reprices a product. Only fields that say something new are edited, each stamped above the edit it replaces, so
 * that an edit made after reading always wins; the region's listing goes along in the same commit, and so does what people are told
 * of edits that this one puts an end to.
 */
import { Fault, type Hazard, isoTime, noHazard, randomId } from "@tandem/kernel";
import {
  compareStamps,
  editRegisters,
  type FragmentItem,
  newestEdit,
  ownRegisters,
  type RegionTable,
} from "@tandem/replication";
import type { ShopHazard } from "../hazards.ts";
import { ROUNDS_MAX, type ShopContext } from "../shop-context.ts";
import { availableIn, stockPartitions } from "../stock/stock.ts";
import { ListingItem, listingKey, writeListing } from "./listing.ts";
import {
  foldProduct,
  type ProductDetails,
  ProductEdits,
  type ProductFields,
  productFragments,
  productKey,
  productPartition,
} from "./product.ts";
import { settleProduct } from "./settle-product.ts";

export interface DefinedProduct {
  readonly product: ProductDetails;
  /** False if the sku stood already, and was merged into. */
  readonly created: boolean;
}

export async function defineProduct(context: ShopContext, wanted: ProductDetails): Promise<DefinedProduct> {
  const { table, stamps, clock, random } = context;
  const hazard: Hazard<ShopHazard> = context.hazard ?? noHazard;
  const { sku, name, price } = wanted;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const partitions = [productPartition(sku), ...stockPartitions(sku)];
    const [details = [], ...stock] = await table.read(partitions, { consistent: true });
    const fields = foldProduct(details);
    const created = fields.name === undefined && fields.price === undefined;
    const listing = await readOwnListing(table, sku);
    const above = [newestEdit(fields), listing?.stamp].filter((stamp) => stamp !== undefined).toSorted(compareStamps);
    const stamp = stamps.next({ above: above.at(-1) });
    const edited = editRegisters<ProductFields>(productFragments(details), { name, price }, stamp);
    if (edited === undefined) return { product: wanted, created };

    const over = details.filter(ProductEdits.is).find((item) => item.region === table.region);
    const own = ownRegisters<ProductFields>(over === undefined ? {} : ProductEdits.read(over), edited, stamp);
    const record = productPartition(sku);
    const told = settleProduct({ record, items: details, region: table.region, stamp });
    await hazard("define-product.before-commit");
    const outcome = await table.commit({
      id: randomId("cmt", random),
      stamp,
      writes: [
        ProductEdits.write({ key: productKey(sku, table.region), over, data: own, wake: "changed" }),
        writeListing(
          listingKey(sku, table.region),
          { fields: edited, available: availableIn(stock, table.region), asOf: isoTime(clock.nowMs()) },
          listing,
        ),
        ...told.writes,
      ],
    });
    if (!outcome.ok) continue;
    if (told.conflicts > 0) context.countConflicts?.(told.conflicts);
    await hazard("define-product.after-commit");
    return { product: wanted, created };
  }
  throw contended(sku);
}

/** This region's summary of a product, if it has one. */
export async function readOwnListing(table: RegionTable, sku: string): Promise<FragmentItem | undefined> {
  const key = listingKey(sku, table.region);
  const page = await table.page(key.partition, { consistent: true, prefix: key.sort, limit: 1, order: "ascending" });
  return page.items.filter(ListingItem.is).find(({ sort }) => sort === key.sort);
}

function contended(sku: string): Fault {
  const message = `product ${sku} kept changing while it was being changed`;
  return new Fault({ code: "contended", message, retryable: true, mayBeDone: false });
}
