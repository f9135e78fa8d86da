/**
 * The mix of one history: how many regions, people and products, what they mostly do and how impatiently. Each seed draws its own, so that
 * some histories are all repetitions, some all refusals, and some calm (swarm testing: a bit of everything reaches no corner).
 */
import { type Random, type Region, regionList } from "@tandem/kernel";
import { between, isLikely, oneOf } from "./chance.ts";
import type { PeopleOperation } from "./people-operations.ts";
import type { OperationKind } from "./plan.ts";
import { drawPace, type Pace } from "./plan-pace.ts";

/** What is drawn here; what people do with their own data is drawn from a stream of its own (`people-mix.ts`). */
export type ShopOperationKind = Exclude<OperationKind, PeopleOperation["kind"]>;

export interface PlanMix {
  readonly regions: readonly Region[];
  readonly customers: readonly string[];
  readonly skus: readonly string[];
  readonly pace: Pace;
  /** How often somebody wants the first of the products, whichever else there are. */
  readonly hotRate: number;
  /** How often two people put one product at the same moment. */
  readonly duelRate: number;
  /** How often an edit says of one field what was said of it last. */
  readonly oneFieldRate: number;
  /** How often somebody asks for as much as may be asked for, or for a little more. */
  readonly extremeRate: number;
  /** How often somebody asks the name that all regions share. */
  readonly byNameRate: number;
  readonly weights: readonly (readonly [kind: ShopOperationKind, weight: number])[];
  /** How often an order is an earlier one asked for again, how often elsewhere, and how often with another content. */
  readonly repeatRate: number;
  readonly elsewhereRate: number;
  readonly otherContentRate: number;
  /** How often a price is such that the provider declines a single piece. */
  readonly declinedRate: number;
  /** Whether each product lies in all shards of a region, few pieces in each, and how often somebody orders of everything there is. */
  readonly isScattered: boolean;
  readonly wholeRate: number;
  readonly linesMax: number;
  readonly quantityMax: number;
  readonly restockMax: number;
  readonly triesMax: number;
  readonly moves: boolean;
}

const REGIONS = ["us-east-1", "us-west-2", "eu-west-1"] as const;
const CUSTOMERS = ["ada", "bob", "cleo", "dan", "eve"] as const;
const SKUS = ["TEA", "CUP", "POT", "JAM", "MUG", "OAT"] as const;
/** As many as one order may have lines; one shop in so many has them. */
const MANY_SKUS = Array.from({ length: 40 }, (_, index) => `PART-${index + 1}`);
const MANY_RATE = 1 / 24;
/** Every second of those has pieces of everything, few in each shard, and people who want some of all. */
const SCATTERED_RATE = 1 / 2;
const WEIGHT_MAX = 10;
/** A kind other than placing orders is left out this often. */
const LEFT_OUT_RATE = 0.3;
const OPTIONAL: readonly ShopOperationKind[] = [
  "put-product",
  "restock",
  "cancel-order",
  "read-order",
  "probe-order",
  "list-orders",
  "read-product",
  "list-products",
];

export function drawMix(random: Random): PlanMix {
  const weight = () => between(random, [1, WEIGHT_MAX]);
  const optional = OPTIONAL.filter(() => !isLikely(random, LEFT_OUT_RATE));
  const skus = isLikely(random, MANY_RATE) ? MANY_SKUS : SKUS.slice(0, between(random, [1, SKUS.length]));
  const isScattered = skus === MANY_SKUS && isLikely(random, SCATTERED_RATE);
  return {
    regions: regionList(REGIONS.slice(0, oneOf(random, [2, 2, 3]))),
    customers: CUSTOMERS.slice(0, between(random, [1, CUSTOMERS.length])),
    skus,
    pace: drawPace(random),
    hotRate: oneOf(random, [0, 0, 0.8]),
    duelRate: oneOf(random, [0, 0, 0.8]),
    oneFieldRate: oneOf(random, [0, 0.3, 0.9]),
    extremeRate: oneOf(random, [0, 0, 0, 0, 0.1]),
    byNameRate: oneOf(random, [0, 0, 0.5, 1]),
    weights: [["place-order", weight() + WEIGHT_MAX], ...optional.map((kind) => [kind, weight()] as const)],
    repeatRate: oneOf(random, [0, 0.2, 0.5]),
    elsewhereRate: oneOf(random, [0, 0.5, 0.9]),
    otherContentRate: oneOf(random, [0, 0.05, 0.3]),
    declinedRate: oneOf(random, [0, 0.1, 0.5]),
    isScattered,
    wholeRate: isScattered ? 0.4 : 0,
    linesMax: skus === MANY_SKUS ? skus.length : between(random, [1, 4]),
    quantityMax: oneOf(random, [1, 3, 10]),
    restockMax: oneOf(random, [2, 5, 50, 1_000]),
    triesMax: between(random, [1, 6]),
    moves: isLikely(random, 0.6),
  };
}
