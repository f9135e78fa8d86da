/** Up to what time this region has seen each peer, as its own last beat says: read seldom, since it changes once a minute. */
import { type Clock, Fault, isRegion, type Region, SECOND_MS } from "@tandem/kernel";
import type { RegionTable } from "@tandem/replication";
import { Beat, beatsPartition } from "./beat.ts";

/** So long an answer is good: what was seen stays seen. */
const KEPT_MS = 5 * SECOND_MS;

/** By peer, in milliseconds since 1970. A peer that was never seen for long enough is not in it; nor is any while the table cannot be read. */
export type Seen = () => Promise<ReadonlyMap<Region, number>>;

export function createSeen({ table, clock }: { readonly table: RegionTable; readonly clock: Clock }): Seen {
  let known: { readonly seen: ReadonlyMap<Region, number>; readonly atMs: number } | undefined;

  async function read(): Promise<ReadonlyMap<Region, number>> {
    const [items = []] = await table.read([beatsPartition()], { consistent: false });
    const own = Beat.readAll(items).find(({ item }) => item.region === table.region);
    const sights = Object.entries(own?.data.saw ?? {});
    return new Map(
      sights.flatMap(([peer, { settledMs }]) => (settledMs !== undefined && isRegion(peer) ? [[peer, settledMs]] : [])),
    );
  }

  return async () => {
    if (known !== undefined && clock.elapsedMs() - known.atMs < KEPT_MS) return known.seen;
    try {
      known = { seen: await read(), atMs: clock.elapsedMs() };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    return known?.seen ?? new Map();
  };
}
