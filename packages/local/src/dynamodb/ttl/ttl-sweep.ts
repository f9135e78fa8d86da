/**
 * Deletes items whose TTL is over. Every replica does so by itself, at its own times, and the deletion is a write like any
 * other, replicated with a stamp of its own. So a region may delete an item that another has just renewed, and win: Tandem
 * must not rely on the contrary.
 */
import { Fault, fraction, MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { ownRequest } from "../engine/engine-call.ts";
import { keyAttributes } from "../item/item-key.ts";
import type { ItemRow } from "../journal/item-rows.ts";
import type { Replica } from "../replica/replica.ts";
import { WireError } from "../wire/wire-error.ts";
import { lockName } from "../write/key-locks.ts";
import { carryOut, lockInTime } from "../write/perform.ts";

/** AWS says "within a few days"; a laptop's day is shorter. Paced by the world's speed. */
const SWEEP_MS_MIN = 30 * SECOND_MS;
const SWEEP_MS_MAX = 3 * MINUTE_MS;
const SWEEP_COUNT_MAX = 200;

/** How long to wait before the next sweep. */
export function sweepWaitMs(replica: Replica): number {
  const waitMs = SWEEP_MS_MIN + fraction(replica.random) * (SWEEP_MS_MAX - SWEEP_MS_MIN);
  return replica.pace.wait(waitMs);
}

/** Deletes what is due now; answers how many items went. */
export async function sweepExpired(replica: Replica): Promise<number> {
  let deleted = 0;
  for (const row of replica.items.expired({ nowMs: replica.clock.nowMs(), limit: SWEEP_COUNT_MAX })) {
    if (replica.isClosed() || replica.faults.down) break;
    if (await deleteExpired(replica, row)) deleted += 1;
  }
  return deleted;
}

async function deleteExpired(replica: Replica, seen: ItemRow): Promise<boolean> {
  const lock = await lockInTime(replica, [lockName(seen)]).catch(() => undefined);
  if (lock === undefined) return false;
  try {
    const row = replica.items.get(seen.table, seen.key);
    const attribute = replica.tables.get(seen.table)?.ttlAttribute;
    if (attribute === undefined || row?.expiry === undefined || row.expiry.dueMs > replica.clock.nowMs()) return false;
    const request = ownRequest("DeleteItem", {
      TableName: row.table,
      Key: keyAttributes(row.key),
      ConditionExpression: "#ttl = :ttl",
      ExpressionAttributeNames: { "#ttl": attribute },
      ExpressionAttributeValues: { ":ttl": row.image?.[attribute] },
    });
    const target = { table: row.table, key: row.key };
    const targets = [{ target, after: { from: "request", image: undefined } }] as const;
    const plan = { origin: "ttl", together: true, token: undefined, targets, request } as const;
    const answer = await carryOut(replica, { plan, lock, stamp: replica.stamps.tick() });
    if (answer.status === 200) replica.counts.expired += 1;
    return answer.status === 200;
  } catch (error) {
    // The engine is away; the item stays due, and the next sweep comes.
    if (error instanceof WireError || error instanceof Fault) return false;
    throw error;
  } finally {
    lock.release();
  }
}
