/**
 * A region's beat says "I was here at this time": a fragment of its own that it replaces with every tick, and that replication carries to
 * its peers. How old a peer's beat is when it is read is the one measure of replication that is taken where the data is missed; DynamoDB's
 * own is kept in the region it comes from, and is gone with it.
 *
 *     BEATS   BEAT#us-east-1   { atMs }
 *
 * Its age is replication's delay, plus up to a tick since the peer wrote, plus any difference of the two regions' clocks.
 */
import { type Hazard, noHazard, type Random, type Region, randomId } from "@tandem/kernel";
import { declareFragment, makePartition, type RegionTable, type StampClock, sideBySide } from "@tandem/replication";
import * as z from "zod";
import type { DeliveryHazard } from "./hazards.ts";

const BeatData = z.object({ atMs: z.number() });

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
  const partition = makePartition(["BEATS"]);
  const [items = []] = await table.read([partition], { consistent: true });
  const nowMs = stamps.nowMs();
  const beats = items.filter(Beat.is);
  const own = beats.find(({ region }) => region === table.region);
  await hazard("beat.before-commit");
  // Refused when another run has beaten meanwhile: its beat is as good.
  await table.commit({
    id: randomId("cmt", random),
    stamp: stamps.next({ above: own?.stamp }),
    writes: [Beat.write({ key: Beat.key({ partition, region: table.region }), over: own, data: { atMs: nowMs } })],
  });
  const ofPeers = Beat.readAll(beats).filter(({ item }) => item.region !== table.region);
  return ofPeers.map(({ item, data }) => ({ peer: item.region, ageMs: Math.max(0, nowMs - data.atMs) }));
}
