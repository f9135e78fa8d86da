/**
 * One region as the world holds it: its DynamoDB, its queues, its functions with what wakes them, and its API. A region knows
 * nothing of the others; what joins them is DynamoDB's replication.
 */
import type { Region } from "@tandem/kernel";
import { createHttpApi, type HttpApi } from "../api-gateway/http-api.ts";
import type { RegionFaults } from "../control/fault-state.ts";
import type { DynamoRegion } from "../dynamodb/global-dynamo.ts";
import type { FunctionSettings } from "../lambda/function-settings.ts";
import { createLambdaHost, type LambdaHost } from "../lambda/lambda-host.ts";
import type { LocalSqs } from "../sqs/local-sqs.ts";
import type { RegionQueues } from "./create-queues.ts";
import type { Log } from "./log.ts";
import type { Pace } from "./pace.ts";
import { FUNCTION_NAMES } from "./product.ts";
import { openRegionNetwork, type RegionNetwork, type RegionNetworkOptions } from "./region-network.ts";
import { httpRoutes, startTriggers, type Triggers } from "./triggers.ts";

export interface RegionParts {
  readonly region: Region;
  readonly accountId: string;
  readonly pace: Pace;
  readonly log: Log;
  readonly dynamodb: DynamoRegion;
  readonly sqs: LocalSqs;
  readonly queues: RegionQueues;
  /** The functions, once it is known what they call. */
  functions(network: RegionNetwork): readonly FunctionSettings[];
  readonly apiPort: number;
  readonly peers: RegionNetworkOptions["peers"];
  readonly paymentsPort: number;
  /** Where the stream's reader remembers how far it is. */
  readonly checkpointPath: string;
}

export interface RunningRegion {
  readonly region: Region;
  readonly url: string;
  readonly dynamodb: DynamoRegion;
  readonly sqs: LocalSqs;
  readonly queues: RegionQueues;
  readonly lambda: LambdaHost;
  /** Where functions are invoked, as functions do it. */
  readonly lambdaUrl: string;
  /** Makes exactly these faults hold from now on. */
  applyFaults(faults: RegionFaults): void;
  /** Cuts what this region asks of a peer, or lets it pass again. */
  setPeerCut(peer: Region, isCut: boolean): void;
  close(): Promise<void>;
}

export async function startRegion(parts: RegionParts): Promise<RunningRegion> {
  const { region, accountId, pace, log, dynamodb, sqs, queues } = parts;
  const network = await openRegionNetwork({ ...parts, invoke: (name, event) => lambda.invoke(name, event) });
  const lambda = createLambdaHost({ region, accountId, pace, log, functions: parts.functions(network) });
  const triggers = startTriggers({ ...parts, lambda });
  const api = await createHttpApi({
    region,
    accountId,
    port: parts.apiPort,
    routes: httpRoutes(),
    invoke: lambda.invoke,
    log,
  });
  const struckIds = new Set<string>();
  return {
    region,
    url: api.url,
    dynamodb,
    sqs,
    queues,
    lambda,
    lambdaUrl: network.lambdaUrl,
    applyFaults: (faults) => applyRegionFaults(faults, { dynamodb, sqs, lambda, network, api, triggers, struckIds }),
    setPeerCut: network.setCut,
    async close() {
      await api.close();
      await triggers.close();
      await network.close();
      await lambda.close();
    },
  };
}

interface Breakable {
  readonly dynamodb: DynamoRegion;
  readonly sqs: LocalSqs;
  readonly lambda: LambdaHost;
  readonly network: RegionNetwork;
  readonly api: HttpApi;
  readonly triggers: Triggers;
  /** The faults of one moment that have had their moment. */
  readonly struckIds: Set<string>;
}

function applyRegionFaults(faults: RegionFaults, breakable: Breakable): void {
  const { isDown, isUnreachable, isScheduleStopped, isStreamStuck, table, queue, functions } = faults;
  const { dynamodb, sqs, lambda, network, api, triggers, struckIds } = breakable;
  dynamodb.setFaults({
    latencyMs: table.latencyMs,
    errorRate: table.errorRate,
    error: table.error,
    readOnly: table.isReadOnly,
    down: table.isDown || isDown,
  });
  sqs.faults.setDown(queue.isDown || isDown);
  sqs.faults.setDuplicateRate(queue.duplicateRate);
  sqs.faults.setLostRate(queue.lostRate);
  api.faults.setDown(isDown || isUnreachable);
  network.setDown(isDown);
  network.setOutsideCut(isUnreachable);
  for (const mapping of triggers.queues) mapping.setStuck(queue.isStuck || isDown);
  for (const mapping of triggers.streams) mapping.setStuck(queue.isStuck || isStreamStuck || isDown);
  for (const schedule of triggers.schedules) schedule.setStopped(isScheduleStopped);
  for (const name of FUNCTION_NAMES) lambda.faults.setCrashRate(name, functions.crashRates.get(name) ?? 0);
  lambda.faults.setLostRate(functions.lostRate);
  lambda.faults.setClockSkewMs(functions.clockSkewMs);
  for (const [ids, strike] of [
    [faults.coldFaultIds, lambda.faults.cool],
    [faults.crashFaultIds, lambda.faults.crashAll],
  ] as const) {
    for (const id of ids) {
      if (!struckIds.has(id)) strike();
      struckIds.add(id);
    }
  }
}
