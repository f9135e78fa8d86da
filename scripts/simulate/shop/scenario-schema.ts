/** A scenario as it stands in a file. Nothing is passed over: a member that this code does not know would change the history unseen. */
import { isRegion, type Region } from "@tandem/kernel";
import { SEED_MAX } from "@tandem/sandbox";
import * as z from "zod";
import { FaultPlanData } from "./fault-plan-schema.ts";
import type { Scenario } from "./scenario.ts";

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
  z.strictObject({ kind: z.literal("read-order"), customer: z.string(), placedBy: z.string() }),
  z.strictObject({ kind: z.literal("list-orders"), customer: z.string(), limit: Count }),
  z.strictObject({ kind: z.literal("read-product"), sku: Sku }),
  z.strictObject({ kind: z.literal("list-products"), limit: Count }),
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

const OF_ONE_REGION = z.enum([
  ...(["region-down", "region-isolated", "region-unreachable", "table-down", "table-read-only"] as const),
  ...(["queue-stuck", "queue-down", "stream-stuck", "schedule-stopped", "crash-all", "cold"] as const),
]);
const between = { fromMs: Count, untilMs: Count };
const oneWay = { from: RegionName, to: RegionName };

const WorldFaultData = z.discriminatedUnion("kind", [
  z.strictObject({ kind: OF_ONE_REGION, region: RegionName, ...between }),
  z.strictObject({ kind: z.literal("partition"), regions: z.tuple([RegionName, RegionName]), ...between }),
  z.strictObject({ kind: z.literal("one-way-partition"), ...oneWay, ...between }),
  z.strictObject({ kind: z.literal("replication-lag"), ...oneWay, ms: Count, ...between }),
  z.strictObject({
    kind: z.enum(["duplicate-messages", "lost-messages"]),
    region: RegionName,
    rate: z.number(),
    ...between,
  }),
  z.strictObject({ kind: z.enum(["payment-down", "payment-forgets"]), ...between }),
]);

const ScenarioData = z.strictObject({
  seed: z.int().min(0).max(SEED_MAX),
  plan: PlanData,
  world: z.array(WorldFaultData),
  faults: FaultPlanData,
});

/** Throws an error that says what is wrong, and where. */
export function parseScenario(data: unknown): Scenario {
  const parsed = ScenarioData.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`has a scenario that cannot be played: ${issue?.path.join(".")}: ${issue?.message}`);
}
