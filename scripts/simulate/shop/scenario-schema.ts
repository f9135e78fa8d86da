/** A scenario as it stands in a file. Nothing is passed over: a member that this code does not know would change the history unseen. */
import { isRegion, type Region } from "@tandem/kernel";
import { SEED_MAX, type WorldFault } from "@tandem/sandbox";
import * as z from "zod";
import { FaultPlanData } from "./fault-plan-schema.ts";
import { PEOPLE_OPERATIONS } from "./people-operations-schema.ts";
import type { Scenario } from "./scenario.ts";

type Kind = WorldFault["kind"];

const RegionName = z.string().transform((name, context): Region => {
  if (isRegion(name)) return name;
  context.addIssue({ code: "custom", message: `${JSON.stringify(name)} is no region` });
  return z.NEVER;
});
const Sku = z.string().min(1);
const Count = z.int().nonnegative();

const OperationData = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("put-product"), sku: Sku, name: z.string(), price: Count }),
  z.strictObject({ kind: z.literal("restock"), sku: Sku, quantity: Count, key: z.string() }),
  z.strictObject({
    kind: z.literal("place-order"),
    customer: z.string(),
    key: z.string(),
    lines: z.array(z.strictObject({ sku: Sku, quantity: Count })),
  }),
  z.strictObject({
    kind: z.literal("cancel-order"),
    customer: z.string(),
    key: z.string(),
    placedBy: z.string(),
  }),
  z.strictObject({ kind: z.literal("read-order"), customer: z.string(), placedBy: z.string() }),
  z.strictObject({ kind: z.literal("probe-order"), customer: z.string(), placedBy: z.string() }),
  z.strictObject({ kind: z.literal("list-orders"), customer: z.string(), limit: Count }),
  z.strictObject({ kind: z.literal("read-product"), sku: Sku }),
  z.strictObject({ kind: z.literal("list-products"), limit: Count }),
  ...PEOPLE_OPERATIONS,
]);

const PlanData = z.strictObject({
  regions: z.array(RegionName).min(1),
  customers: z.array(z.string()),
  skus: z.array(Sku),
  operations: z.array(
    z.strictObject({
      id: z.string(),
      afterMs: Count,
      region: RegionName,
      byName: z.literal(true).exactOptional(),
      operation: OperationData,
      patience: z.strictObject({ timeoutMs: Count, triesMax: Count, pauseMs: Count, moves: z.boolean() }),
    }),
  ),
  tickMinutes: z.int().positive().exactOptional(),
});

const between = { fromMs: Count, untilMs: Count };
function ofRegion<K extends Kind>(kind: K) {
  return z.strictObject({ kind: z.literal(kind), region: RegionName, ...between });
}

function ofRate<K extends Kind>(kind: K) {
  return ofRegion(kind).extend({ rate: z.number().min(0).max(1) });
}

function ofRoad<K extends Kind>(kind: K) {
  return z.strictObject({ kind: z.literal(kind), from: RegionName, to: RegionName, ...between });
}

function ofWorld<K extends Kind>(kind: K) {
  return z.strictObject({ kind: z.literal(kind), ...between });
}

/** How each kind stands in a file; the compiler holds the kinds and their fields against what a world can be struck by. */
function worldFaults() {
  return {
    "region-down": ofRegion("region-down"),
    "region-isolated": ofRegion("region-isolated"),
    "region-unreachable": ofRegion("region-unreachable"),
    "witness-cut": ofRegion("witness-cut"),
    partition: ofWorld("partition").extend({ regions: z.tuple([RegionName, RegionName]) }),
    "one-way-partition": ofRoad("one-way-partition"),
    "replication-lag": ofRoad("replication-lag").extend({ ms: Count }),
    "table-down": ofRegion("table-down"),
    "table-read-only": ofRegion("table-read-only"),
    "queue-stuck": ofRegion("queue-stuck"),
    "queue-down": ofRegion("queue-down"),
    "stream-stuck": ofRegion("stream-stuck"),
    "schedule-stopped": ofRegion("schedule-stopped"),
    "duplicate-messages": ofRate("duplicate-messages"),
    "lost-messages": ofRate("lost-messages"),
    "payment-down": ofWorld("payment-down"),
    "payment-forgets": ofWorld("payment-forgets"),
    "crash-all": ofRegion("crash-all"),
    cold: ofRegion("cold"),
  } satisfies { readonly [K in Kind]: z.ZodType<WorldFault & { readonly kind: K }> };
}

function worldFaultData() {
  const { cold, ...others } = worldFaults();
  return z.discriminatedUnion("kind", [cold, ...Object.values(others)]);
}

const ScenarioData = z.strictObject({
  seed: z.int().min(0).max(SEED_MAX),
  plan: PlanData,
  world: z.array(z.lazy(worldFaultData)),
  faults: FaultPlanData,
  lingerMs: Count.exactOptional(),
  promises: z.strictObject({ sessions: z.array(z.string()), durable: z.array(z.string()) }).exactOptional(),
});

/** Throws an error that says what is wrong, and where. */
export function parseScenario(data: unknown): Scenario {
  const parsed = ScenarioData.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`has a scenario that cannot be played: ${issue?.path.join(".")}: ${issue?.message}`);
}
