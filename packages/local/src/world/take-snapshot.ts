/**
 * Looks at every part of the world and says how it is, in the shape of the control API. What no part can tell yet (restrictions,
 * health checks, orders at risk) is empty or null, never made up.
 */
import type { Clock, Region } from "@tandem/kernel";
import type { FaultBoard } from "../control/fault-board.ts";
import type { RegionSnapshot, WorldSnapshot } from "../control/world-snapshot.ts";
import type { GlobalDynamo } from "../dynamodb/global-dynamo.ts";
import { nearestFirst, PLACES } from "../router/places.ts";
import { askReadiness } from "./ask-readiness.ts";
import { awsCaller } from "./aws-call.ts";
import type { EventLog } from "./event-log.ts";
import { TABLE, TABLE_NAME } from "./product.ts";
import type { RunningRegion } from "./running-region.ts";
import type { MeasureOutbox } from "./world-options.ts";

export interface SnapshotParts {
  readonly speed: number;
  readonly startedAt: string;
  readonly clock: Pick<Clock, "nowMs">;
  readonly regions: readonly RunningRegion[];
  readonly dynamodb: GlobalDynamo;
  readonly faults: FaultBoard;
  readonly events: EventLog;
  readonly measureOutbox: MeasureOutbox | undefined;
}

/** A part that does not answer within this is reported as unknown; the page that asks must not wait for a region that is down. */
const MEASURE_MS_MAX = 1_000;
/** An outbox with more in one of its partitions is far behind, and its count says at least that. */
const QUERY_ITEMS_MAX = 1_000;

export async function takeSnapshot(parts: SnapshotParts): Promise<WorldSnapshot> {
  const { speed, startedAt, regions, faults, events } = parts;
  const names = regions.map(({ region }) => region);
  return {
    speed,
    regions: await Promise.all(regions.map((region) => regionSnapshot(region, parts))),
    routing: PLACES.flatMap((place) => {
      const [region] = nearestFirst(place, names);
      return region === undefined ? [] : [{ place, region, since: startedAt }];
    }),
    healthChecks: [],
    faults: faults.active(),
    events: events.after(0).map(({ id: _, ...event }) => event),
  };
}

async function regionSnapshot(services: RunningRegion, parts: SnapshotParts): Promise<RegionSnapshot> {
  const { region, url, queues } = services;
  const [readiness, work, deadLetters, outbox] = await Promise.all([
    askReadiness(url),
    orNull(queues.depth("work")),
    orNull(queues.deadLetterCount()),
    orNull(measureOutbox(services, parts)),
  ]);
  return {
    id: region,
    url,
    mode: "normal",
    restrictions: [],
    ...readiness,
    lagMs: Object.fromEntries(
      parts.regions.filter((peer) => peer !== services).map((peer) => [peer.region, lagTo(parts, region, peer.region)]),
    ),
    outbox,
    queue: work,
    deadLetters,
    ordersAtRisk: null,
    fenced: false,
    returning: false,
  };
}

async function measureOutbox({ region, dynamodb }: RunningRegion, { clock, measureOutbox }: SnapshotParts) {
  const call = awsCaller({ url: dynamodb.url, region, service: "dynamodb" });
  const query = async (partition: string) => {
    const { Items = [] } = (await call("Query", {
      TableName: TABLE_NAME,
      KeyConditionExpression: "#partition = :partition",
      ExpressionAttributeNames: { "#partition": TABLE.partitionKey },
      ExpressionAttributeValues: { ":partition": { S: partition } },
      Limit: QUERY_ITEMS_MAX,
    })) as { readonly Items?: readonly object[] };
    return Items;
  };
  return await measureOutbox?.({ region, nowMs: clock.nowMs(), query });
}

/** The age of the oldest write that the peer does not have; 0 when it has them all. */
function lagTo({ dynamodb }: SnapshotParts, from: Region, to: Region): number {
  return Math.round(dynamodb.link(from, to).state().oldestMs);
}

async function orNull<T>(measured: Promise<T | undefined>): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), MEASURE_MS_MAX);
  try {
    return (await Promise.race([measured, late])) ?? null;
  } catch {
    // The part is away, which is what null says.
    return null;
  } finally {
    clearTimeout(timer);
  }
}
