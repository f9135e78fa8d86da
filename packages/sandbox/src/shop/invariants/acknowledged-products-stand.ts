/**
 * The last edit of each field wins, and an edit made after another was acknowledged in the same region, or had arrived from its own, is the
 * later one, whatever the clocks said. So in the end a field shows an edit that nobody has knowingly replaced. An edit whose answer was lost
 * may be done at any later time, and so may always be the last.
 */
import type { Region } from "@tandem/kernel";
import type { Evidence } from "../evidence.ts";
import type { Changed, HistoryEvent } from "../history.ts";
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
  const mayStand = puts.filter((put) => !isRefused(put) && !isReplaced(evidence, put, puts));
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

/** Whether somebody in a region that knew of it has put the product anew, and heard that this was done. */
function isReplaced(evidence: Evidence, put: Put, puts: readonly Put[]): boolean {
  if (!isDone(put)) return false;
  const later = puts.filter((other) => isDone(other) && other.askedAt > put.answeredAt);
  return [...Map.groupBy(later, ({ region }) => region)].some(([region, others]) => {
    const knownAt = region === put.region ? put.answeredAt : arrivalOf(evidence, put, region);
    return others.some((other) => other.askedAt > knownAt);
  });
}

/**
 * From which event on a region holds what the put's own region held when the put was acknowledged. A version that was merged into a later one
 * on its way never arrives: such an edit may stand longer than it has to.
 */
function arrivalOf({ history: { events } }: Evidence, put: Put, region: Region): number {
  const partition = `PRODUCT#${put.operation.sku}`;
  const isOfPut = (event: HistoryEvent | undefined): event is Changed =>
    event?.kind === "changed" && event.after?.region === put.region && event.after.partition === partition;
  const written = events.findLast((event, index) => index < put.answeredAt && isOfPut(event) && event.by === "commit");
  const commitId = isOfPut(written) ? written.after?.commitId : undefined;
  const arrived = events.findIndex(
    (event) => isOfPut(event) && event.region === region && event.after?.commitId === commitId,
  );
  return arrived === -1 ? Number.POSITIVE_INFINITY : arrived;
}
