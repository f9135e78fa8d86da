/**
 * A page of the catalog is read from summaries that each region keeps, and one product by itself: two ways to the same goods. When all is at
 * rest both say the same; of pieces, once they have lain still for as long as it takes every region to go round its catalog.
 */
import { SECOND_MS } from "@tandem/kernel";
import { escrowRecord } from "../escrow-record.ts";
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { lastProducts } from "../last-looks.ts";
import { type ShownProduct, shownPage, shownProduct } from "../shown.ts";
import { isDone, isOf } from "../try.ts";

/** Two ticks and what they wait for: by then each region has listed what it holds, and the others have heard of it. */
const LISTED_WITHIN_MS = 150 * SECOND_MS;

export const listingsAgree: Invariant = {
  name: "listings agree",
  promise: "When all is at rest, a list of products shows each of them as it is shown by itself.",
  breaches(evidence) {
    const listed = listedAtLast(evidence);
    const moving = movingSkus(evidence);
    return lastProducts(evidence).flatMap(({ region, sku, product }): readonly Breach[] => {
      const products = listed.get(region);
      if (product === undefined || products === undefined) return [];
      const seen = products.get(sku);
      if (seen === undefined) return [{ says: `${region} lists no ${sku}, and shows it by itself`, about: sku }];
      const view = (each: ShownProduct) => tell(each, !moving.has(sku));
      if (view(seen) === view(product)) return [];
      return [
        { says: `${region} lists ${sku} as ${view(seen)}, and shows it by itself as ${view(product)}`, about: sku },
      ];
    });
  },
};

/** What each region lists at the end; a region that left a page out is judged elsewhere. */
function listedAtLast({ lastLooks }: Evidence): ReadonlyMap<string, ReadonlyMap<string, ShownProduct>> {
  const lists = Map.groupBy(lastLooks.filter(isOf("list-products")), ({ region }) => region);
  return new Map(
    [...lists].flatMap(([region, pages]) => {
      const shown = pages.filter(isDone).map(({ answer }) => shownPage(answer?.body, shownProduct));
      if (shown.at(-1)?.next !== null) return [];
      return [[region, new Map(shown.flatMap(({ items }) => items.map((item) => [item.sku, item] as const)))] as const];
    }),
  );
}

function movingSkus({ changes, history }: Evidence): ReadonlySet<string> {
  const late = changes.filter(({ atMs }) => atMs >= history.restedMs - LISTED_WITHIN_MS);
  return new Set(late.flatMap(({ after }) => escrowRecord(after)?.sku ?? []));
}

function tell({ name, price, availableIn }: ShownProduct, withPieces: boolean): string {
  const pieces = Object.entries(availableIn).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([name, price, ...(withPieces ? pieces : [])]);
}
