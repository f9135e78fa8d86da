/**
 * A write of another region arrives: it is applied if its stamp is newer than the item's here, and dropped if not. That
 * comparison, made under the item's lock on every replica, is all that makes the regions agree: whatever the order and however
 * often versions arrive, the item ends as the version with the highest stamp.
 */
import { Fault } from "@tandem/kernel";
import type { EngineAnswer } from "../engine/engine.ts";
import { ownRequest } from "../engine/engine-call.ts";
import { sameItem } from "../item/attribute.ts";
import { keyAttributes } from "../item/item-key.ts";
import type { OutgoingVersion } from "../journal/outgoing.ts";
import type { Replica } from "../replica/replica.ts";
import { type HeldLock, lockName } from "../write/key-locks.ts";
import { carryOut, learnItem, lockInTime } from "../write/perform.ts";
import { settleWrites } from "../write/settle.ts";
import type { WritePlan } from "../write/write-plan.ts";
import { isNewer } from "./stamp.ts";

export type Applied =
  | "applied"
  /** The item here was written later. */
  | "older"
  /** The table is not replicated here any more. */
  | "gone";

export async function applyVersion(replica: Replica, version: OutgoingVersion): Promise<Applied> {
  const target = { table: version.table, key: version.key };
  const lock = await lockInTime(replica, [lockName(target)]);
  try {
    return await applyLocked(replica, version, lock);
  } finally {
    lock.release();
  }
}

async function applyLocked(replica: Replica, version: OutgoingVersion, lock: HeldLock): Promise<Applied> {
  const target = { table: version.table, key: version.key };
  const table = replica.tables.get(version.table);
  if (table === undefined) return "gone";
  replica.stamps.observe(version.stamp.us);
  if (!table.complete && replica.items.get(target.table, target.key) === undefined) await learnItem(replica, target);
  const standing = replica.items.get(target.table, target.key);
  if (standing !== undefined && !isNewer(version.stamp, standing.stamp)) {
    replica.counts.discarded += 1;
    return "older";
  }
  const plan = replicatedWrite(version);
  if (sameItem(standing?.image, version.image)) {
    const intent = replica.intents.open({ ...plan, stamp: version.stamp, targets: [target] });
    settleWrites(replica, { intent, writes: [{ target, image: version.image }] });
  } else {
    const answer = await carryOut(replica, { plan, lock, stamp: version.stamp });
    if (answer.status !== 200) return refused(replica, version, answer);
  }
  replica.counts.replicated += 1;
  return "applied";
}

/** The table went meanwhile; or it cannot hold this item now, as while its indexes differ from the peer's: then it is tried again. */
function refused(replica: Replica, { table }: OutgoingVersion, answer: EngineAnswer): Applied {
  if (replica.tables.get(table) === undefined) return "gone";
  const message = `A replicated write to ${table} in ${replica.region} was refused: ${answer.body.toString()}`;
  throw new Fault({ code: "rejected", message, retryable: true, mayBeDone: false });
}

function replicatedWrite(version: OutgoingVersion): WritePlan {
  const { table, key, image } = version;
  const request =
    image === undefined
      ? ownRequest("DeleteItem", { TableName: table, Key: keyAttributes(key) })
      : ownRequest("PutItem", { TableName: table, Item: image });
  const targets = [{ target: { table, key }, after: { from: "request", image } }] as const;
  return { origin: "replica", together: true, token: undefined, targets, request };
}
