/**
 * What a customer owes is what his lines come to, at prices that somebody asked of him: those that his region showed a moment before. A process
 * remembers prices for seconds, and an order may be written as late as its function lives and a late commit is on its way.
 */
import { SECOND_MS } from "@tandem/kernel";
import type { Evidence } from "../evidence.ts";
import { changesBetween, type FieldChange, fieldChanges, placeOf, registerOf } from "../fields-over-time.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { orderRecords, type Placed } from "../order-record.ts";
import type { ShownLine } from "../shown.ts";
import { sightsOf } from "../sights.ts";

/** Prices are kept for 5 seconds and read a little old; a function lives for 10, and its commit is done within 10 more. */
const PRICE_MS_MAX = 30 * SECOND_MS;

export const pricesWereInForce: Invariant = {
  name: "prices were in force",
  promise:
    "An order's total is the sum of its lines, each at a price that its region showed within half a minute before.",
  breaches: (evidence) => [...shownSums(evidence), ...placedPrices(evidence)],
};

function shownSums({ tries }: Evidence): readonly Breach[] {
  return tries.flatMap(sightsOf).flatMap(({ region, orderId, order }) => {
    const sum = order === undefined ? undefined : sumOf(order.lines);
    if (order === undefined || sum === order.total) return [];
    return [
      {
        says: `${region} showed ${orderId} with a total of ${order.total}, and its lines come to ${sum}`,
        about: orderId,
      },
    ];
  });
}

function placedPrices({ changes }: Evidence): readonly Breach[] {
  const timelines = fieldChanges(changes);
  return changes.flatMap(({ atMs, by, after }) => {
    if (by !== "commit" || after === undefined || !after.sort.startsWith("PLACED#")) return [];
    return [...orderRecords([after]).values()].flatMap(({ orderId, placed }) =>
      placed.flatMap((twin) => [...wrongSum(orderId, twin), ...strangePrices(timelines, { orderId, twin, atMs })]),
    );
  });
}

function wrongSum(orderId: string, { region, lines, total }: Placed): readonly Breach[] {
  const sum = sumOf(lines as readonly ShownLine[]);
  if (sum === total) return [];
  return [{ says: `${region} placed ${orderId} for ${total}, and its lines come to ${sum}`, about: orderId }];
}

function strangePrices(
  timelines: ReadonlyMap<string, readonly FieldChange[]>,
  order: { readonly orderId: string; readonly twin: Placed; readonly atMs: number },
): readonly Breach[] {
  const { orderId, twin, atMs } = order;
  return (twin.lines as readonly ShownLine[]).flatMap(({ sku, price }) => {
    const timeline = timelines.get(placeOf(sku, twin.region)) ?? [];
    const { before, within } = changesBetween(timeline, atMs - PRICE_MS_MAX, atMs);
    // A read that is a little old item by item may show an edit that a later one hid at once.
    const edits = within.flatMap((change) => [registerOf(change.before, "price"), registerOf(change.after, "price")]);
    const shown = [before, ...within].map((change) => change?.shown.price);
    if ([...shown, ...edits].some((register) => register?.value === price)) return [];
    const says = `${twin.region} placed ${orderId} with ${sku} at ${price}, which it had not shown for half a minute`;
    return [{ says, about: orderId }];
  });
}

function sumOf(lines: readonly ShownLine[]): number {
  return lines.reduce((total, { quantity, price }) => total + quantity * price, 0);
}
