/**
 * The last edit of each field wins, and an edit made after another was acknowledged in the same region is the later one, whatever the
 * clocks said. So in the end a field shows an edit that nobody in its region has knowingly replaced. An edit whose answer was lost may be
 * done at any later time, and so may always be the last.
 */
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { lastProducts } from "../last-looks.ts";
import type { ShownProduct } from "../shown.ts";
import { isDone, isOf, isRefused, type TryOf } from "../try.ts";

export const acknowledgedProductsStand: Invariant = {
  name: "acknowledged products stand",
  promise: "A product that was acknowledged is in every region's catalog, with the last of its names and prices.",
  breaches(evidence) {
    const puts = Map.groupBy(evidence.tries.filter(isOf("put-product")), ({ operation }) => operation.sku);
    return [...puts].flatMap(([sku, tries]) => judgeProduct(evidence, sku, tries));
  },
};

type Put = TryOf<"put-product">;

function judgeProduct(evidence: Evidence, sku: string, puts: readonly Put[]): readonly Breach[] {
  const mayStand = puts.filter((put) => !isRefused(put) && !isReplaced(put, puts));
  return lastProducts(evidence)
    .filter((last) => last.sku === sku)
    .flatMap(({ region, product }) => {
      if (product === undefined) {
        return puts.some(isDone)
          ? [{ says: `${region} does not know ${sku}, which was acknowledged`, about: sku }]
          : [];
      }
      return staleFields(product, mayStand).map((field) => ({
        says: `${region} shows ${field} of ${sku} as ${product[field]}, which was replaced`,
        about: sku,
      }));
    });
}

function staleFields(product: ShownProduct, mayStand: readonly Put[]): readonly ("name" | "price")[] {
  return (["name", "price"] as const).filter((field) =>
    mayStand.every(({ operation }) => operation[field] !== product[field]),
  );
}

/** Whether somebody in the same region, having heard that this was done, has put the product anew, and heard so too. */
function isReplaced(put: Put, puts: readonly Put[]): boolean {
  return (
    isDone(put) && puts.some((other) => other.region === put.region && isDone(other) && other.askedAt > put.answeredAt)
  );
}
