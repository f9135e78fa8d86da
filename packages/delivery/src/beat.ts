/**
 * A region's beat says "I was here at this time": a fragment of its own that it replaces with every tick, and that replication carries to
 * its peers. How old a peer's beat is when it is read is the one measure of replication that is taken where the data is missed; DynamoDB's
 * own is kept in the region it comes from, and is gone with it.
 *
 *     BEATS   BEAT#us-east-1   { atMs, saw }
 *
 * Its age is replication's delay, plus up to a tick since the peer wrote, plus any difference of the two regions' clocks. In the same item a
 * region keeps up to when it has seen each peer (`seen.ts`).
 */
import { type Hazard, noHazard, type Random, type Region, randomId } from "@tandem/kernel";
import {
  declareFragment,
  makePartition,
  type Partition,
  type RegionTable,
  type StampClock,
  sideBySide,
} from "@tandem/replication";
import * as z from "zod";
import type { DeliveryHazard } from "./hazards.ts";
import { nextSight, type Sight, SightData } from "./sight.ts";

/** Who beat before there were sights has seen nobody. */
const BeatData = z.object({ atMs: z.number(), saw: z.record(z.string(), SightData).optional() });

export const Beat = declareFragment({
  name: "BEAT",
  version: 1,
  parse: BeatData.parse,
  answer: sideBySide("each region says when it was here, and nobody says it for another"),
});

export interface PeerBeat {
  readonly peer: Region;
  /** Never below 0: a peer whose clock is ahead has just beaten. */
  readonly ageMs: number;
}

/** Writes this region's beat, and tells the beats of its peers as they have arrived here. A peer that has never beaten is not among them. */
export async function beat(store: {
  readonly table: RegionTable;
  readonly stamps: StampClock;
  readonly random: Random;
  readonly hazard?: Hazard<DeliveryHazard>;
}): Promise<readonly PeerBeat[]> {
  const { table, stamps, random, hazard = noHazard } = store;
  const partition = beatsPartition();
  const [items = []] = await table.read([partition], { consistent: true });
  const nowMs = stamps.nowMs();
  const beats = items.filter(Beat.is);
  const own = beats.find(({ region }) => region === table.region);
  const peers = Beat.readAll(beats).filter(({ item }) => item.region !== table.region);
  const sawBefore = own === undefined ? undefined : Beat.read(own).saw;
  const saw: { [peer: string]: Sight } = Object.fromEntries(
    peers.map(({ item, data }) => [item.region, nextSight(sawBefore?.[item.region], { beatMs: data.atMs, nowMs })]),
  );
  await hazard("beat.before-commit");
  // Refused when another run has beaten meanwhile: its beat is as good.
  await table.commit({
    id: randomId("cmt", random),
    stamp: stamps.next({ above: own?.stamp }),
    writes: [Beat.write({ key: Beat.key({ partition, region: table.region }), over: own, data: { atMs: nowMs, saw } })],
  });
  return peers.map(({ item, data }) => ({ peer: item.region, ageMs: Math.max(0, nowMs - data.atMs) }));
}

export function beatsPartition(): Partition {
  return makePartition(["BEATS"]);
}
