/** Draws what is put into stock and what is wanted of it: how many pieces of which product. */
import type { Random, Region } from "@tandem/kernel";
import { between, isLikely, oneOf } from "./chance.ts";
import type { Line, Operation, PlannedOperation } from "./plan.ts";
import type { PlanMix } from "./plan-mix.ts";

/** At the bounds of what the API takes, and beyond them. */
const EXTREME_QUANTITIES = [0, 999, 1_000, 1_001] as const;
/** So many are spread over all shards of a region, so many are more than two of those hold, and so many lines then want more shards than one order may take from. */
const SCATTERED = [40, 48] as const;
const WHOLE = [28, 30] as const;
const WHOLE_LINES = 28;

export interface PiecesDraft {
  readonly random: Random;
  readonly mix: PlanMix;
  readonly drawn: readonly PlannedOperation[];
}

export interface TimedRestock {
  readonly operation: Operation;
  readonly afterMs: number;
  readonly region?: Region;
}

export function skuOf({ random, mix }: Pick<PiecesDraft, "random" | "mix">): string {
  const [hot = oneOf(random, mix.skus)] = mix.skus;
  return isLikely(random, mix.hotRate) ? hot : oneOf(random, mix.skus);
}

export function lines(draft: PiecesDraft): readonly Line[] {
  const { random, mix } = draft;
  if (isLikely(random, mix.wholeRate)) return nearlyAll(draft);
  const count = between(random, [1, mix.linesMax]);
  return Array.from({ length: count }, () => ({
    sku: skuOf(draft),
    quantity: isLikely(random, mix.extremeRate)
      ? oneOf(random, EXTREME_QUANTITIES)
      : between(random, [1, mix.quantityMax]),
  }));
}

/** Neighbours, so that one product which was never put in does not spoil every such order. */
function nearlyAll({ random, mix }: PiecesDraft): readonly Line[] {
  const first = between(random, [0, mix.skus.length - 1]);
  const chosen = [...mix.skus.slice(first), ...mix.skus.slice(0, first)].slice(0, WHOLE_LINES);
  return chosen.map((sku) => ({ sku, quantity: between(random, WHOLE) }));
}

export function restock({ random, mix }: Pick<PiecesDraft, "random" | "mix">, sku: string): Operation {
  const key = `restock-key-${String(random.uint32()).padStart(10, "0")}`;
  const quantity = between(random, mix.isScattered ? SCATTERED : [1, mix.restockMax]);
  return { kind: "restock", sku, quantity, key };
}

/** Now and then an operator uses a key again that stands for another quantity. */
export function restocking(draft: PiecesDraft, sku: string, afterMs: number): TimedRestock {
  const { random, mix, drawn } = draft;
  const fresh = restock(draft, sku);
  if (!isLikely(random, mix.otherContentRate)) return { operation: fresh, afterMs };
  const earlier = drawn.filter(({ operation }) => operation.kind === "restock");
  const { operation, region, afterMs: earlierMs } = oneOf(random, earlier);
  if (operation.kind !== "restock") return { operation: fresh, afterMs };
  const quantity = between(random, [1, mix.restockMax]);
  return { operation: { ...operation, quantity }, afterMs: Math.max(afterMs, earlierMs), region };
}
