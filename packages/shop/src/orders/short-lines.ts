/** What is said of an order that is short of stock: to its customer what is available where, and to the other regions what is wanted here. */
import type { Sku } from "../catalog/product.ts";
import type { ShopContext } from "../shop-context.ts";
import { type Availability, availabilityOf } from "../stock/stock.ts";
import { noteWanted, type Shortage } from "../stock/wanted.ts";

export interface ShortLine {
  readonly sku: Sku;
  readonly requested: number;
  /** Here, and exactly. */
  readonly available: number;
  /** In the other regions as far as this one has heard. */
  readonly availableIn: Availability;
}

export async function tellShortLines(
  context: ShopContext,
  shortages: readonly Shortage[],
): Promise<readonly ShortLine[]> {
  await noteWanted(context, shortages);
  const { table, regions } = context;
  return shortages.map(({ sku, asked, stock }): ShortLine => {
    const availableIn = availabilityOf(stock, regions);
    return { sku, requested: asked, available: availableIn[table.region] ?? 0, availableIn };
  });
}
