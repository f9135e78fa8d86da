/**
 * Forgets deleted items. A tombstone is needed as long as an older write of the item can still arrive: so it goes only when no
 * region owes another a version of the item, nobody is writing it, and every clock is past its stamp.
 *
 * Each check and the removal happen without waiting for anything in between, in the one process that holds all regions.
 */
import type { ItemRow } from "../journal/item-rows.ts";
import type { Replica } from "../replica/replica.ts";
import { keepStampFloor } from "../replica/stamp-floor.ts";

/** What this needs of a region. */
export type TombstoneKeeper = Pick<
  Replica,
  "region" | "clock" | "journal" | "items" | "intents" | "outgoing" | "stamps"
>;

/** Young tombstones are left alone: most of what could contradict them is still under way. */
const AGE_MS_MIN = 5_000;
/** One round must not stall requests. */
const ROUND_COUNT_MAX = 200;
const US_PER_MS = 1_000;

/** Removes what can be removed from `replica`, given all `replicas` of the world; answers how many went. */
export function collectTombstones(replica: TombstoneKeeper, replicas: readonly TombstoneKeeper[]): number {
  const beforeUs = (replica.clock.nowMs() - AGE_MS_MIN) * US_PER_MS;
  let removed = 0;
  for (const row of replica.items.tombstones({ beforeUs, limit: ROUND_COUNT_MAX })) {
    const isQuiet = replicas.every(
      (one) =>
        !one.intents.targets(row.table, row.key) &&
        replicas.every((other) => other === one || !one.outgoing.owes(other.region, row.table, row.key)),
    );
    if (!isQuiet) continue;
    for (const one of replicas) one.stamps.observe(row.stamp.us);
    forget(replicas, replica, row);
    removed += 1;
  }
  return removed;
}

/** The stamp goes on as the floor of every clock, also of those that are restarted. */
function forget(replicas: readonly TombstoneKeeper[], replica: TombstoneKeeper, row: ItemRow): void {
  for (const one of replicas) keepStampFloor(one.journal, one.stamps.highest());
  replica.items.remove(row.table, row.key);
}
