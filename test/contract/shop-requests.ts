/**
 * A shop of one region on the real engine through the real adapter, and every request that it makes of DynamoDB, with what DynamoDB charges for
 * it: what an order costs is read off the wire.
 */
import { createDynamoClient, createDynamoRegionTable } from "@tandem/aws";
import { parseIdempotencyKey } from "@tandem/delivery";
import { createManualClock, createSeededRandom, must } from "@tandem/kernel";
import { createStampClock } from "@tandem/replication";
import { createShop, type Shop } from "@tandem/shop";
import { createLawTable, OTHER_REGION, PATIENCE, REGION } from "./law-table.ts";

export interface MadeRequest {
  /** `Query`, `TransactWriteItems`, ... */
  readonly action: string;
  /** The partition of a query. */
  readonly partition: string | undefined;
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface ShopOnEngine {
  readonly shop: Shop;
  /** A process that has just begun: nothing is warm, but for its first contact with the table. */
  cold(): Promise<Shop>;
  /** What was asked since the last call. */
  take(): readonly MadeRequest[];
}

interface Capacity {
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
  readonly CapacityUnits?: number;
}

export async function openShopOnEngine(endpoint: string, tableName: string): Promise<ShopOnEngine> {
  const made: MadeRequest[] = [];
  const client = createDynamoClient({ region: REGION, endpoint, attempts: 1, ...PATIENCE });
  await createLawTable(client, tableName);
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const action = commandName.replace(/Command$/, "");
        Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
        const answer = await next(args);
        const { ConsumedCapacity } = answer.output as { readonly ConsumedCapacity?: Capacity | readonly Capacity[] };
        const used = [ConsumedCapacity ?? []].flat();
        const { ExpressionAttributeValues: values } = args.input as {
          readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
        };
        made.push({
          action,
          partition: typeof values?.[":pk"] === "string" ? values[":pk"] : undefined,
          readUnits: sum(used, (each) => each.ReadCapacityUnits ?? (isRead(action) ? each.CapacityUnits : 0)),
          writeUnits: sum(used, (each) => each.WriteCapacityUnits ?? (isRead(action) ? 0 : each.CapacityUnits)),
        });
        return answer;
      },
    { step: "initialize", name: "countRequests" },
  );
  const clock = createManualClock();
  const random = createSeededRandom(1);
  async function cold(): Promise<Shop> {
    const stamps = createStampClock({ region: REGION, clock });
    const table = createDynamoRegionTable({ client, tableName, region: REGION, clock, onAnswer: stamps.witness });
    stamps.witness(clock.nowMs());
    return createShop({ table, stamps, clock, random, regions: [REGION, OTHER_REGION] });
  }
  return { shop: await cold(), cold, take: () => made.splice(0) };
}

function isRead(action: string): boolean {
  return action === "Query" || action === "Scan" || action === "GetItem";
}

function sum(used: readonly Capacity[], units: (each: Capacity) => number | undefined): number {
  return used.reduce((all, each) => all + (units(each) ?? 0), 0);
}

/** A key of its own for each number. */
export function keyOf(number: number | string) {
  const key = parseIdempotencyKey(`requests-of-a-shop-${number}`);
  return must(key.ok ? key.value : undefined, "it is a key");
}
