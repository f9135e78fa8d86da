/** Starts what runs in each region on the engines that stand: functions, what wakes them, and the region's API. */
import { join } from "node:path";
import { must, type Region } from "@tandem/kernel";
import { allOrNone } from "./all-or-none.ts";
import { QUEUES } from "./create-queues.ts";
import type { Engines } from "./engines.ts";
import { functionSettings, type Surroundings } from "./product.ts";
import { type RunningRegion, startRegion } from "./running-region.ts";
import { KEPT } from "./state-gaps.ts";
import { ACCOUNT_ID, type WorldContext } from "./world-context.ts";

export async function startRegions(
  context: WorldContext,
  { engines, authKeys }: { readonly engines: Engines; readonly authKeys: Surroundings["authKeys"] },
): Promise<readonly RunningRegion[]> {
  const { regions, ports, directory, pace, log } = context;
  const apiPort = (region: Region) => ports.region(region).api;
  const peerPorts = (region: Region) => ({
    region,
    apiPort: apiPort(region),
    dynamodbPort: ports.region(region).dynamodb,
  });
  const start = async (region: Region) => {
    const dynamodb = engines.dynamodb.region(region);
    const { sqs, queues } = must(engines.queues.get(region), "each region has its queues");
    const surroundings = {
      regions,
      ownUrl: `http://127.0.0.1:${apiPort(region)}`,
      speed: pace.speed,
      dynamodbUrl: dynamodb.url,
      sqsUrl: sqs.url,
      queueUrl: sqs.queueUrl(QUEUES.work),
      globalHost: `127.0.0.1:${ports.global}`,
      authKeys,
    };
    return await startRegion({
      region,
      accountId: ACCOUNT_ID,
      pace,
      log,
      dynamodb,
      sqs,
      queues,
      functions: ({ lambdaUrl, peerUrls, peerTableUrls, paymentsUrl }) =>
        functionSettings(engines.code, { ...surroundings, lambdaUrl, peerUrls, peerTableUrls, paymentsUrl }),
      paymentsPort: ports.payments,
      apiPort: apiPort(region),
      peers: regions.filter((peer) => peer !== region).map(peerPorts),
      checkpointPath: join(directory, region, KEPT.streamCheckpoint),
    });
  };
  return await allOrNone(regions.map(start));
}
