/** The minute's work of this region, woken by its schedule. */
import { createSqsClient, createSqsHintQueue } from "@tandem/aws";
import type { Region } from "@tandem/kernel";
import { configurationOf } from "./environment.ts";
import { log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { type PeerProbe, probePeer } from "./peer-probe.ts";
import { createTickProgram } from "./programs/tick-program.ts";
import { createRegionStore } from "./region-store.ts";

const settings = configurationOf("tick");
const { AWS_REGION: region, TANDEM_QUEUE_URL: queueUrl, TANDEM_REGIONS: regions, TANDEM_TABLE: table } = settings;
const store = createRegionStore(settings);
const tick = createTickProgram({
  ...store,
  regions,
  queue: createSqsHintQueue({ client: createSqsClient({ region }), queueUrl }),
  metrics: createMetrics({ table, region, clock: store.clock }),
  askPeers: () => Promise.all(probePeers()),
  log,
  speed: settings.TANDEM_SPEED,
});

export async function handler(): Promise<void> {
  await tick.run();
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
