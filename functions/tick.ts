/** What this region does every minute: asks again for work whose hint was lost, walks on, and brings its listings up to date. */
import { createSqsClient, createSqsHintQueue } from "@tandem/aws";
import { createSweep, createWalk } from "@tandem/delivery";
import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { createListingRefresh, isOrderPartition, orderSettlement } from "@tandem/shop";
import { configurationOf } from "./environment.ts";
import { log } from "./log.ts";
import { createRegionStore } from "./region-store.ts";

/** What ten consumers with a batch of ten each do in about a minute when the provider is quick. */
const DEPTH_MAX = 3_000;

const settings = configurationOf("tick");
const { AWS_REGION: region, TANDEM_QUEUE_URL: queueUrl, TANDEM_REGIONS: regions, TANDEM_SPEED: speed } = settings;
const store = createRegionStore(settings);
const sweep = createSweep({
  table: store.table,
  queue: createSqsHintQueue({ client: createSqsClient({ region }), queueUrl }),
  clock: store.clock,
  policy: {
    graceMs: (30 * SECOND_MS) / speed,
    askAgainMostMs: (15 * MINUTE_MS) / speed,
    depthMax: DEPTH_MAX,
  },
});
const walk = createWalk({
  ...store,
  product: orderSettlement,
  isRecord: isOrderPartition,
  policy: { restMs: (10 * MINUTE_MS) / speed },
});
const listings = createListingRefresh({ ...store, regions });

export async function handler(): Promise<void> {
  const results = await Promise.allSettled([sweep.run(), walk.run(), listings.run()]);
  const failures = results.filter((result) => result.status === "rejected");
  for (const { reason } of failures)
    log({ level: "error", message: "a part of the tick failed", cause: String(reason) });
  if (failures.length > 0)
    throw new AggregateError(
      failures.map(({ reason }) => reason),
      "the tick was not whole",
    );
}
