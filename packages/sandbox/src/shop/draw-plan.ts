/** Draws the plan of one history from a seed: a shop that opens, and people who do this and that in it. */
import { must, type Random, type Region } from "@tandem/kernel";
import { between, isLikely, oneOf, weighted } from "./chance.ts";
import { drawEdit } from "./draw-edit.ts";
import { drawPeopleOperation } from "./draw-people.ts";
import { lines, restock, restocking, skuOf } from "./draw-pieces.ts";
import { drawPeopleMix, type PeopleMix } from "./people-mix.ts";
import type { Operation, Patience, Plan, PlannedOperation } from "./plan.ts";
import { drawMix, type PlanMix, type ShopOperationKind } from "./plan-mix.ts";
import { momentOf } from "./plan-pace.ts";

export const OPERATION_COUNT = 200;
/** The shop opens before most people come: products first, then stock, and some people are too early. */
const PRODUCTS_WITHIN_MS = [0, 500] as const;
const STOCK_WITHIN_MS = [1_000, 4_000] as const;
const PEOPLE_FROM_MS = 2_500;
/** Nobody comes again later than this after everybody has come: it would only make the history longer. */
const AGAIN_MS_MAX = 40_000;
/** What two do who are about to meet: long enough before to have been answered, and not to have been heard of elsewhere. */
const MOMENT_BEFORE_MS = [200, 2_000] as const;

/** How often somebody tries to cancel what is another's, or may be. */
const OTHERS_ORDER_RATE = 0.1;
/** Reads what is others'. */
const STRANGER = "mallory";

interface Draft {
  readonly random: Random;
  readonly mix: PlanMix;
  readonly drawn: PlannedOperation[];
}

/** What people do with their own data comes from `people`, a stream of its own; without it they do nothing of the kind. */
export function drawPlan(random: Random, operationCount = OPERATION_COUNT, people?: Random): Plan {
  const mix = drawMix(random);
  const draft: Draft = { random, mix, drawn: [] };
  for (const sku of mix.skus) open(draft, sku);
  const peopleMix = people && drawPeopleMix(people);
  while (draft.drawn.length < operationCount) {
    if (people === undefined || peopleMix === undefined || !isLikely(people, peopleMix.share))
      add(draft, drawOne(draft, weighted(random, mix.weights)));
    else addPeople({ ...draft, random: people }, peopleMix);
  }
  const { regions, customers, skus } = mix;
  const operations = draft.drawn.slice(0, operationCount).toSorted((left, right) => left.afterMs - right.afterMs);
  const { tickMinutes } = mix.pace;
  return { regions, customers, skus, operations, ...(tickMinutes === undefined ? {} : { tickMinutes }) };
}

function open(draft: Draft, sku: string): void {
  const { random, mix } = draft;
  add(draft, { operation: drawEdit(draft, sku), afterMs: between(random, PRODUCTS_WITHIN_MS) });
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

function addPeople(draft: Draft, peopleMix: PeopleMix): void {
  const { random, mix, drawn } = draft;
  const { customers, skus } = mix;
  const { operations, before, after } = drawPeopleOperation({ random, mix: peopleMix, customers, skus, drawn });
  const afterMs = after === undefined ? PEOPLE_FROM_MS + momentOf(random, mix.pace) : laterThan(draft, after);
  // Two who meet do so in two regions: in one they would wait for each other.
  const first = between(random, [0, mix.regions.length - 1]);
  const earlierMs = before === undefined ? 0 : Math.max(PEOPLE_FROM_MS, afterMs - between(random, MOMENT_BEFORE_MS));
  for (const [index, operation] of operations.entries()) {
    const region = must(mix.regions[(first + index) % mix.regions.length], "a world has a region");
    if (before !== undefined) add(draft, { operation: before, afterMs: earlierMs, region });
    add(draft, { operation, afterMs, region });
  }
}

function drawOne(draft: Draft, kind: ShopOperationKind): Timed {
  const { random, mix } = draft;
  const afterMs = PEOPLE_FROM_MS + momentOf(random, mix.pace);
  const sku = skuOf(draft);
  const customer = oneOf(random, mix.customers);
  switch (kind) {
    case "put-product":
      if (isLikely(random, mix.duelRate)) add(draft, { operation: drawEdit(draft, sku), afterMs });
      return { operation: drawEdit(draft, sku), afterMs };
    case "restock":
      return restocking(draft, sku, afterMs);
    case "place-order":
      return order(draft, afterMs);
    case "cancel-order":
      return cancelling(draft, afterMs);
    case "read-order":
      return reading(draft, afterMs);
    case "probe-order":
      return probing(draft, afterMs);
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

/** A stranger, who has no orders himself. */
function probing(draft: Draft, afterMs: number): Timed {
  const { operation, ...timed } = reading(draft, afterMs);
  return operation.kind === "read-order"
    ? { ...timed, operation: { ...operation, kind: "probe-order", customer: STRANGER } }
    : { ...timed, operation };
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

function orders({ drawn }: Draft) {
  return drawn.flatMap((planned) => {
    const { operation } = planned;
    return operation.kind === "place-order" ? [{ planned, operation }] : [];
  });
}

function patience(random: Random, { triesMax, moves }: PlanMix): Patience {
  return {
    timeoutMs: oneOf(random, [300, 2_000, 10_000]),
    triesMax: between(random, [1, triesMax]),
    pauseMs: oneOf(random, [0, 200, 3_000]),
    moves: moves && isLikely(random, 0.8),
  };
}
