/** Draws the plan of one history from a seed: a shop that opens, and people who do this and that in it. */
import type { Random, Region } from "@tandem/kernel";
import { between, isLikely, oneOf, weighted } from "./chance.ts";
import type { Line, Operation, OperationKind, Patience, Plan, PlannedOperation } from "./plan.ts";
import { drawMix, type PlanMix } from "./plan-mix.ts";

export const OPERATION_COUNT = 200;
/** The shop opens before most people come: products first, then stock, and some people are too early. */
const PRODUCTS_WITHIN_MS = [0, 500] as const;
const STOCK_WITHIN_MS = [1_000, 4_000] as const;
const PEOPLE_FROM_MS = 2_500;
/** Somebody who asks again, or how his order stands, does so at once, or after as long as a message may take to be worked on. */
const REPEAT_WITHIN_MS = [50, 2_000, 40_000] as const;
/** Each price a product can have, in cents; and one whose single piece the provider declines. */
const PRICES = [100, 250, 1_200, 9_900] as const;
const DECLINED_PRICES = [13, 113, 1_013] as const;

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
  return { regions, customers, skus, operations };
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
  drawn.push({ id, afterMs, region, operation, patience: patience(random, mix) });
}

function drawOne(draft: Draft, kind: OperationKind): Timed {
  const { random, mix } = draft;
  const afterMs = PEOPLE_FROM_MS + between(random, [0, mix.spreadMs]);
  const sku = oneOf(random, mix.skus);
  const customer = oneOf(random, mix.customers);
  switch (kind) {
    case "put-product":
      return { operation: putProduct(draft, sku), afterMs };
    case "restock":
      return { operation: restock(draft, sku), afterMs };
    case "place-order":
      return order(draft, afterMs);
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
  const laterMs = between(random, [0, oneOf(random, REPEAT_WITHIN_MS)]);
  return { operation: { ...operation, lines: other }, afterMs: planned.afterMs + laterMs, region };
}

function reading(draft: Draft, afterMs: number): Timed {
  const earlier = orders(draft);
  if (earlier.length === 0) return order(draft, afterMs);
  const { planned, operation } = oneOf(draft.random, earlier);
  const { customer } = operation;
  const laterMs = between(draft.random, [0, oneOf(draft.random, REPEAT_WITHIN_MS)]);
  return {
    operation: { kind: "read-order", customer, placedBy: planned.id },
    afterMs: planned.afterMs + laterMs,
  };
}

function orders({ drawn }: Draft) {
  return drawn.flatMap((planned) => {
    const { operation } = planned;
    return operation.kind === "place-order" ? [{ planned, operation }] : [];
  });
}

function lines({ random, mix }: Pick<Draft, "random" | "mix">): readonly Line[] {
  const count = between(random, [1, mix.linesMax]);
  return Array.from({ length: count }, () => ({
    sku: oneOf(random, mix.skus),
    quantity: between(random, [1, mix.quantityMax]),
  }));
}

function putProduct({ random, mix }: Pick<Draft, "random" | "mix">, sku: string): Operation {
  const price = oneOf(random, isLikely(random, mix.declinedRate) ? DECLINED_PRICES : PRICES);
  return { kind: "put-product", sku, name: `${sku} of ${between(random, [1, NAMES])}`, price };
}

function restock({ random, mix }: Pick<Draft, "random" | "mix">, sku: string): Operation {
  const key = `restock-key-${String(random.uint32()).padStart(10, "0")}`;
  return { kind: "restock", sku, quantity: between(random, [1, mix.restockMax]), key };
}

function patience(random: Random, { triesMax, moves }: PlanMix): Patience {
  return {
    timeoutMs: oneOf(random, [300, 2_000, 10_000]),
    triesMax: between(random, [1, triesMax]),
    pauseMs: oneOf(random, [0, 200, 3_000]),
    moves: moves && isLikely(random, 0.8),
  };
}
