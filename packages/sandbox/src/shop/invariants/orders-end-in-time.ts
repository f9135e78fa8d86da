/**
 * A stream, a queue and a worker settle an order within seconds; sweep and walk find in minutes what those have lost. Where nothing was ever
 * lost nobody should have to wait for them: before the first fault that touched a region, and once all was healed and nobody owed anything.
 */
import { SECOND_MS } from "@tandem/kernel";
import type { Evidence } from "../evidence.ts";
import type { Changed } from "../history.ts";
import type { Breach, Invariant } from "../invariant.ts";

/** Less than the grace after which a sweep asks for work whose hint is late, and many times what a hint takes. */
const SETTLED_WITHIN_MS = 25 * SECOND_MS;
const ENDS = /^(?:PAID|DECLINED|CANCELLED)#/;

export const ordersEndInTime: Invariant = {
  name: "orders end in time",
  promise: "An order that no fault has touched is paid, declined or cancelled within 25 seconds.",
  breaches(evidence): readonly Breach[] {
    const placed = evidence.changes.filter((change) => isPlaced(change) && isUntouched(evidence, change));
    const ends = firstEnds(evidence);
    return placed.flatMap(({ region, atMs, after }) => {
      const endedMs = ends.get(`${after?.partition} in ${region}`);
      if (endedMs !== undefined && endedMs - atMs <= SETTLED_WITHIN_MS) return [];
      const orderId = after?.partition.split("#")[1];
      const took = endedMs === undefined ? "never ended" : `took ${(endedMs - atMs) / SECOND_MS} s to end`;
      return [{ says: `${orderId} of ${region} ${took}, and nothing was wrong`, about: orderId }];
    });
  },
};

function isPlaced({ by, after }: Changed): boolean {
  const isOrder = by === "commit" && after?.kind === "fact" && after.sort.startsWith("PLACED#");
  return isOrder && after.data["copyOf"] === undefined;
}

/** Where it is not known what struck and when, nothing is judged. */
function isUntouched({ history }: Evidence, { region, atMs }: Changed): boolean {
  const { struckMs, healedMs } = history;
  if (struckMs === undefined || healedMs === undefined) return false;
  const firstMs = struckMs[region] ?? Number.POSITIVE_INFINITY;
  return atMs >= healedMs || (atMs + SETTLED_WITHIN_MS < firstMs && atMs + SETTLED_WITHIN_MS < healedMs);
}

function firstEnds({ changes }: Evidence): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  for (const { region, atMs, after } of changes) {
    if (after === undefined || !after.partition.startsWith("ORDER#") || !ENDS.test(after.sort)) continue;
    const order = `${after.partition} in ${region}`;
    if (!ends.has(order)) ends.set(order, atMs);
  }
  return ends;
}
