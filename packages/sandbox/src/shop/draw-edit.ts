/** Draws what an operator says of a product: its name and its price, and often only one of them anew. */
import type { Random } from "@tandem/kernel";
import { between, isLikely, oneOf } from "./chance.ts";
import type { Operation, PlannedOperation } from "./plan.ts";
import type { PlanMix } from "./plan-mix.ts";

/** Each price a product can have, in cents; and one whose single piece the provider declines, always or at first. */
const PRICES = [100, 250, 1_200, 9_900] as const;
const DECLINED_PRICES = [13, 1_013, 37, 1_137] as const;
/** At the bounds of what the API takes, and beyond them. */
const EXTREME_PRICES = [0, 1, 100_000_000, 100_000_001] as const;
/** Enough that two edits hardly ever say the same: one that stands is then known by what it says. */
const NAMES = 9_999;

export interface EditDraft {
  readonly random: Random;
  readonly mix: Pick<PlanMix, "declinedRate" | "extremeRate" | "oneFieldRate">;
  readonly drawn: readonly PlannedOperation[];
}

/** Two who edit one field each, in two regions at once, each repeat what they were shown of the other. */
export function drawEdit({ random, mix, drawn }: EditDraft, sku: string): Operation {
  const usual = isLikely(random, mix.declinedRate) ? DECLINED_PRICES : PRICES;
  const price = oneOf(random, isLikely(random, mix.extremeRate) ? EXTREME_PRICES : usual);
  const edit = { kind: "put-product", sku, name: `${sku} of ${between(random, [1, NAMES])}`, price } as const;
  const shown = isLikely(random, mix.oneFieldRate) ? shownBefore(drawn, sku) : undefined;
  if (shown === undefined) return edit;
  return isLikely(random, 0.5) ? { ...edit, name: shown.name } : { ...edit, price: shown.price };
}

/** The first that was put is what most people have seen when they edit: what comes later may be under way. */
function shownBefore(drawn: readonly PlannedOperation[], sku: string) {
  const [first] = drawn.flatMap(({ operation }) =>
    operation.kind === "put-product" && operation.sku === sku ? [operation] : [],
  );
  return first;
}
