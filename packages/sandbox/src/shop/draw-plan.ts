/** Draws the plan of one history from a seed: a shop that opens, and people who do this and that in it. */
import type { Random, Region } from "@tandem/kernel";
import { between, isLikely, oneOf, weighted } from "./chance.ts";
import type { Line, Operation, OperationKind, Patience, Plan, PlannedOperation } from "./plan.ts";
import { drawMix, type PlanMix } from "./plan-mix.ts";
import { momentOf } from "./plan-pace.ts";

export const OPERATION_COUNT = 200;
/** The shop opens before most people come: products first, then stock, and some people are too early. */
const PRODUCTS_WITHIN_MS = [0, 500] as const;
const STOCK_WITHIN_MS = [1_000, 4_000] as const;
const PEOPLE_FROM_MS = 2_500;
/** Nobody comes again later than this after everybody has come: it would only make the history longer. */
const AGAIN_MS_MAX = 40_000;
/** Each price a product can have, in cents; and one whose single piece the provider declines. */
const PRICES = [100, 250, 1_200, 9_900] as const;
const DECLINED_PRICES = [13, 113, 1_013] as const;
/** At the bounds of what the API takes, and beyond them. */
const EXTREME_PRICES = [0, 1, 100_000_000, 100_000_001] as const;
const EXTREME_QUANTITIES = [0, 999, 1_000, 1_001] as const;

/** How often somebody tries to cancel what is another's, or may be. */
const OTHERS_ORDER_RATE = 0.1;
/** Enough that two edits hardly ever say the same: one that stands is then known by what it says. */
const NAMES = 9_999;

interface Draft {
  readonly random: Random;
  readonly mix: PlanMix;
  readonly drawn: PlannedOperation[];
}

export function drawPlan(random: Random, operationCount = OPERATION_COUNT): Plan {
  const mix = drawMix(random);
  const draft: Draft = { random, mix, drawn: [] };
  for (const sku of mix.skus) open(draft, sku);
  while (draft.drawn.length < operationCount) add(draft, drawOne(draft, weighted(random, mix.weights)));
  const { regions, customers, skus } = mix;
  const operations = draft.drawn.slice(0, operationCount).toSorted((left, right) => left.afterMs - right.afterMs);
  const { tickMinutes } = mix.pace;
  return { regions, customers, skus, operations, ...(tickMinutes === undefined ? {} : { tickMinutes }) };
}

function open(draft: Draft, sku: string): void {
  const { random, mix } = draft;
  add(draft, { operation: putProduct(draft, sku), afterMs: between(random, PRODUCTS_WITHIN_MS) });
  for (const region of mix.regions) {
    add(draft, { operation: restock(draft, sku), afterMs: between(random, STOCK_WITHIN_MS), region });
  }
}

interface Timed {
  readonly operation: Operation;
  readonly afterMs: number;
  readonly region?: Region;
}

function add({ random, mix, drawn }: Draft, { operation, afterMs, region = oneOf(random, mix.regions) }: Timed): void {
  const id = `${operation.kind} ${drawn.length + 1}`;
  const byName = operation.kind !== "restock" && isLikely(random, mix.byNameRate) ? { byName: true as const } : {};
  drawn.push({ id, afterMs, region, ...byName, operation, patience: patience(random, mix) });
}

function drawOne(draft: Draft, kind: OperationKind): Timed {
  const { random, mix } = draft;
  const afterMs = PEOPLE_FROM_MS + momentOf(random, mix.pace);
  const sku = skuOf(draft);
  const customer = oneOf(random, mix.customers);
  switch (kind) {
    case "put-product":
      if (isLikely(random, mix.duelRate)) add(draft, { operation: putProduct(draft, sku), afterMs });
      return { operation: putProduct(draft, sku), afterMs };
    case "restock":
      return restocking(draft, sku, afterMs);
    case "place-order":
      return order(draft, afterMs);
    case "cancel-order":
      return cancelling(draft, afterMs);
    case "read-order":
      return reading(draft, afterMs);
    case "list-orders":
      return { operation: { kind, customer, limit: oneOf(random, [1, 5, 25]) }, afterMs };
    case "read-product":
      return { operation: { kind, sku }, afterMs };
    case "list-products":
      return { operation: { kind, limit: oneOf(random, [1, 25]) }, afterMs };
  }
}

function order(draft: Draft, afterMs: number): Timed {
  const { random, mix } = draft;
  const earlier = orders(draft);
  if (earlier.length === 0 || !isLikely(random, mix.repeatRate)) {
    const key = `order-key-${String(draft.drawn.length).padStart(6, "0")}`;
    const customer = oneOf(random, mix.customers);
    return { operation: { kind: "place-order", customer, key, lines: lines(draft) }, afterMs };
  }
  const { planned, operation } = oneOf(random, earlier);
  const isElsewhere = isLikely(random, mix.elsewhereRate);
  const region = isElsewhere ? oneOf(random, mix.regions) : planned.region;
  const other = isLikely(random, mix.otherContentRate) ? lines(draft) : operation.lines;
  return { operation: { ...operation, lines: other }, afterMs: laterThan(draft, planned), region };
}

function reading(draft: Draft, afterMs: number): Timed {
  const earlier = orders(draft);
  if (earlier.length === 0) return order(draft, afterMs);
  const { planned, operation } = oneOf(draft.random, earlier);
  const { customer } = operation;
  return { operation: { kind: "read-order", customer, placedBy: planned.id }, afterMs: laterThan(draft, planned) };
}

/**
 * Mostly one's own order, soon after or long after it was placed; under a key of its own, or again under one that an earlier try at it had.
 * Where people duel, two cancel it at the same moment in whichever regions.
 */
function cancelling(draft: Draft, afterMs: number): Timed {
  const { random, mix, drawn } = draft;
  const earlier = orders(draft);
  if (earlier.length === 0) return order(draft, afterMs);
  const { planned, operation: placed } = oneOf(random, earlier);
  const placedBy = planned.id;
  const customer = isLikely(random, OTHERS_ORDER_RATE) ? oneOf(random, mix.customers) : placed.customer;
  const keys = drawn.flatMap(({ operation }) =>
    operation.kind === "cancel-order" && operation.placedBy === placedBy ? [operation.key] : [],
  );
  const fresh = () => `cancel-key-${String(random.uint32()).padStart(10, "0")}`;
  const key = keys.length > 0 && isLikely(random, mix.repeatRate) ? oneOf(random, keys) : fresh();
  const operation = { kind: "cancel-order", customer, key, placedBy } as const;
  const thenMs = laterThan(draft, planned);
  if (isLikely(random, mix.duelRate)) add(draft, { operation: { ...operation, key: fresh() }, afterMs: thenMs });
  return { operation, afterMs: thenMs };
}

/** When somebody comes again, or asks what became of it; not long after everybody else has gone. */
function laterThan({ random, mix }: Draft, { afterMs }: PlannedOperation): number {
  const laterMs = between(random, [0, oneOf(random, mix.pace.repeatWithinMs)]);
  const lastMs = PEOPLE_FROM_MS + mix.pace.spreadMs + AGAIN_MS_MAX;
  return Math.max(afterMs, Math.min(afterMs + laterMs, lastMs));
}

function skuOf({ random, mix }: Draft): string {
  const [hot = oneOf(random, mix.skus)] = mix.skus;
  return isLikely(random, mix.hotRate) ? hot : oneOf(random, mix.skus);
}

function orders({ drawn }: Draft) {
  return drawn.flatMap((planned) => {
    const { operation } = planned;
    return operation.kind === "place-order" ? [{ planned, operation }] : [];
  });
}

function lines(draft: Draft): readonly Line[] {
  const { random, mix } = draft;
  const count = between(random, [1, mix.linesMax]);
  return Array.from({ length: count }, () => ({
    sku: skuOf(draft),
    quantity: isLikely(random, mix.extremeRate)
      ? oneOf(random, EXTREME_QUANTITIES)
      : between(random, [1, mix.quantityMax]),
  }));
}

function putProduct({ random, mix }: Pick<Draft, "random" | "mix">, sku: string): Operation {
  const usual = isLikely(random, mix.declinedRate) ? DECLINED_PRICES : PRICES;
  const price = oneOf(random, isLikely(random, mix.extremeRate) ? EXTREME_PRICES : usual);
  return { kind: "put-product", sku, name: `${sku} of ${between(random, [1, NAMES])}`, price };
}

function restock({ random, mix }: Pick<Draft, "random" | "mix">, sku: string): Operation {
  const key = `restock-key-${String(random.uint32()).padStart(10, "0")}`;
  return { kind: "restock", sku, quantity: between(random, [1, mix.restockMax]), key };
}

/** Now and then an operator uses a key again that stands for another quantity. */
function restocking(draft: Draft, sku: string, afterMs: number): Timed {
  const { random, mix, drawn } = draft;
  const fresh = restock(draft, sku);
  if (!isLikely(random, mix.otherContentRate)) return { operation: fresh, afterMs };
  const earlier = drawn.filter(({ operation }) => operation.kind === "restock");
  const { operation, region, afterMs: earlierMs } = oneOf(random, earlier);
  if (operation.kind !== "restock") return { operation: fresh, afterMs };
  const quantity = between(random, [1, mix.restockMax]);
  return { operation: { ...operation, quantity }, afterMs: Math.max(afterMs, earlierMs), region };
}

function patience(random: Random, { triesMax, moves }: PlanMix): Patience {
  return {
    timeoutMs: oneOf(random, [300, 2_000, 10_000]),
    triesMax: between(random, [1, triesMax]),
    pauseMs: oneOf(random, [0, 200, 3_000]),
    moves: moves && isLikely(random, 0.8),
  };
}
