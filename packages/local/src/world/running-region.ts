/**
 * One region as the world holds it: its DynamoDB, its queues, its functions with what wakes them, and its API. A region knows
 * nothing of the others; what joins them is DynamoDB's replication.
 */
import type { Region } from "@tandem/kernel";
import { createHttpApi, type HttpApi } from "../api-gateway/http-api.ts";
import type { RegionFaults } from "../control/fault-state.ts";
import type { DynamoRegion } from "../dynamodb/global-dynamo.ts";
import type { EventSourceMapping } from "../lambda/event-source-mapping.ts";
import type { FunctionSettings } from "../lambda/function-settings.ts";
import { createLambdaHost, type LambdaHost } from "../lambda/lambda-host.ts";
import type { LocalSqs } from "../sqs/local-sqs.ts";
import type { RegionQueues } from "./create-queues.ts";
import type { Log } from "./log.ts";
import type { Pace } from "./pace.ts";
import { FUNCTION_NAMES } from "./product.ts";
import { openRegionNetwork, type RegionNetwork, type RegionNetworkOptions } from "./region-network.ts";
import { httpRoutes, startTriggers } from "./triggers.ts";

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
  /** Makes exactly these faults hold from now on. */
  applyFaults(faults: RegionFaults): void;
  /** Cuts what this region asks of a peer, or lets it pass again. */
  setPeerCut(peer: Region, isCut: boolean): void;
  close(): Promise<void>;
}

export async function startRegion(parts: RegionParts): Promise<RunningRegion> {
  const { region, accountId, pace, log, dynamodb, sqs, queues, peers } = parts;
  const network = await openRegionNetwork({ region, peers, invoke: (name, event) => lambda.invoke(name, event) });
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
  const appliedColdIds = new Set<string>();
  return {
    region,
    url: api.url,
    dynamodb,
    sqs,
    queues,
    lambda,
    applyFaults: (faults) =>
      applyRegionFaults(faults, {
        dynamodb,
        sqs,
        lambda,
        network,
        api,
        mappings: triggers.mappings,
        appliedColdIds,
      }),
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
  readonly mappings: readonly EventSourceMapping[];
  readonly appliedColdIds: Set<string>;
}

function applyRegionFaults(faults: RegionFaults, breakable: Breakable): void {
  const { isDown, table, queue, functions, coldFaultIds } = faults;
  const { dynamodb, sqs, lambda, network, api, mappings, appliedColdIds } = breakable;
  dynamodb.setFaults({
    latencyMs: table.latencyMs,
    errorRate: table.errorRate,
    error: table.error,
    readOnly: table.isReadOnly,
    down: table.isDown || isDown,
  });
  sqs.faults.setDown(queue.isDown || isDown);
  sqs.faults.setDuplicateRate(queue.duplicateRate);
  api.faults.setDown(isDown);
  network.setDown(isDown);
  for (const mapping of mappings) mapping.setStuck(queue.isStuck || isDown);
  for (const name of FUNCTION_NAMES) lambda.faults.setCrashRate(name, functions.crashRates.get(name) ?? 0);
  lambda.faults.setLostRate(functions.lostRate);
  lambda.faults.setClockSkewMs(functions.clockSkewMs);
  for (const id of coldFaultIds) {
    if (!appliedColdIds.has(id)) lambda.faults.cool();
    appliedColdIds.add(id);
  }
}
