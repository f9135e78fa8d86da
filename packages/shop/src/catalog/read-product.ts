/** One product, exactly as this region knows it now: the merged fields and every region's stock. */
import { isoTime } from "@tandem/kernel";
import type { ShopContext } from "../shop-context.ts";
import { availabilityOf, stockPartitions } from "../stock/stock.ts";
import type { Product } from "./listing.ts";
import { detailsOf, foldProduct, productPartition, type Sku } from "./product.ts";

export async function readProduct(context: ShopContext, sku: Sku): Promise<Product | undefined> {
  const { table, regions, clock } = context;
  const partitions = [productPartition(sku), ...stockPartitions(sku)];
  const [fields = [], ...stock] = await table.read(partitions, { consistent: true });
  const details = detailsOf(sku, foldProduct(fields));
  if (details === undefined) return undefined;
  const availableIn = availabilityOf(stock, regions);
  return {
    ...details,
    available: Object.values(availableIn).reduce((sum, count) => sum + count, 0),
    availableIn,
    asOf: isoTime(clock.nowMs()),
  };
}
