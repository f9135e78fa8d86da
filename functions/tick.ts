/**
 * What this region does every minute: asks again for work whose hint was lost, walks on, brings its listings up to date, beats, asks its
 * peers what a customer would ask, and publishes what it saw. Each part is tried whatever becomes of the others.
 */
import { createSqsClient, createSqsHintQueue } from "@tandem/aws";
import { beat, createSweep, createWalk, readOutboxState } from "@tandem/delivery";
import { MINUTE_MS, type Region, SECOND_MS } from "@tandem/kernel";
import { createListingRefresh, isOrderPartition, orderSettlement } from "@tandem/shop";
import { configurationOf } from "./environment.ts";
import { log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { type PeerProbe, probePeer } from "./peer-probe.ts";
import { createRegionStore } from "./region-store.ts";
import { publishTick } from "./tick-report.ts";

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
const metrics = createMetrics({ table: settings.TANDEM_TABLE, region, clock: store.clock });

export async function handler(): Promise<void> {
  const [walked, outbox, beats, probes, ...others] = await Promise.allSettled([
    walk.run(),
    readOutboxState(store.table, store.clock.nowMs()),
    beat(store),
    Promise.all(probePeers()),
    sweep.run(),
    listings.run(),
  ]);
  const failures = [walked, outbox, beats, probes, ...others].flatMap((part) =>
    part.status === "rejected" ? [part.reason] : [],
  );
  publishTick(metrics, {
    walk: known(walked),
    outbox: known(outbox),
    beats: known(beats),
    probes: known(probes),
    isWhole: failures.length === 0,
    nowMs: store.clock.nowMs(),
  });
  for (const reason of failures) log({ level: "error", message: "a part of the tick failed", cause: String(reason) });
  if (failures.length > 0) throw new AggregateError(failures, "the tick was not whole");
}

/** A peer that has no address yet is not asked. */
function probePeers(): readonly Promise<PeerProbe>[] {
  return regions.flatMap((peer) => {
    const baseUrl = settings.TANDEM_PEERS[peer];
    return baseUrl === undefined ? [] : [probe(peer, baseUrl)];
  });
}

async function probe(peer: Region, baseUrl: string): Promise<PeerProbe> {
  const seen = await probePeer({ peer, baseUrl, clock: store.clock });
  if (!seen.answers) log({ level: "warn", message: `${peer} does not answer its customers`, cause: seen.why });
  return seen;
}

function known<T>(part: PromiseSettledResult<T>): T | undefined {
  return part.status === "fulfilled" ? part.value : undefined;
}
