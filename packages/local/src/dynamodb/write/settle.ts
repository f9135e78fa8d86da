/**
 * What came of a write, recorded in one transaction: stamp and image of each item, the stream records of what changed, the
 * versions owed to the other regions, the token; and the intent goes. Before it, a crash finds the intent; after it, there is
 * nothing left to find.
 *
 * A write that changes nothing makes no record, but it is a write: it gets its stamp and goes to the other regions, where an
 * older write of theirs loses against it.
 */
import { fraction } from "@tandem/kernel";
import { type Item, sameItem } from "../item/attribute.ts";
import { keyAttributes } from "../item/item-key.ts";
import type { Intent, WriteTarget } from "../journal/intents.ts";
import type { ItemRow } from "../journal/item-rows.ts";
import type { Replica } from "../replica/replica.ts";
import type { TrackedTable } from "../table/table-catalog.ts";
import { itemExpiry } from "../ttl/item-expiry.ts";

/** One change of an item in eight rides with the one before it, if that has not left yet. */
const MERGE_CHANCE = 1 / 8;

export interface SettledWrite {
  readonly target: WriteTarget;
  readonly image: Item | undefined;
}

export interface SettleOptions {
  readonly intent: Intent;
  /** The items that were written; a target that is not among them was not. */
  readonly writes: readonly SettledWrite[];
  /** What a replay of the token is answered; known when the engine answered, however little was written. */
  readonly answer?: string;
}

export function settleWrites(replica: Replica, { intent, writes, answer }: SettleOptions): void {
  const atMs = replica.clock.nowMs();
  const former = replica.journal.together(() => {
    const rows = writes.map((write) => settleOne(replica, { intent, write, atMs }));
    if (intent.token !== undefined && (writes.length > 0 || answer !== undefined)) {
      replica.tokens.put(intent.token.token, { digest: intent.token.digest, answer: answer ?? "{}", at_ms: atMs });
    }
    replica.intents.close(intent.id);
    return rows;
  });
  announce(replica, writes, former);
}

/** Records one item's write; answers its former row. */
function settleOne(
  replica: Replica,
  options: { readonly intent: Intent; readonly write: SettledWrite; readonly atMs: number },
): ItemRow | undefined {
  const { intent, write, atMs } = options;
  const { table: name, key } = write.target;
  const table = replica.tables.get(name);
  if (table === undefined) return undefined;
  const former = replica.items.get(name, key);
  const expiry = itemExpiry(replica, { table, image: write.image, former });
  replica.items.put({ table: name, key, stamp: intent.stamp, image: write.image, expiry });
  if (table.stream !== undefined && !sameItem(former?.image, write.image)) {
    replica.streamRows.append(name, table.stream.label, {
      atMs,
      key: keyAttributes(key),
      oldImage: former?.image,
      newImage: write.image,
      byTtl: intent.origin === "ttl",
    });
  }
  if (intent.origin !== "replica") owePeers(replica, { table, intent, write, atMs });
  return former;
}

function owePeers(
  replica: Replica,
  options: {
    readonly table: TrackedTable;
    readonly intent: Intent;
    readonly write: SettledWrite;
    readonly atMs: number;
  },
): void {
  const { table, intent, write, atMs } = options;
  for (const peer of table.replicas) {
    const version = {
      table: table.name,
      key: write.target.key,
      stamp: intent.stamp,
      image: write.image,
      atMs,
      spread: fraction(replica.random),
    };
    replica.outgoing.add(peer, version, { merge: fraction(replica.random) < MERGE_CHANCE });
  }
}

/** Tells those who wait; they look at the journal themselves. */
function announce(replica: Replica, writes: readonly SettledWrite[], former: readonly (ItemRow | undefined)[]): void {
  for (const [index, write] of writes.entries()) {
    const table = replica.tables.get(write.target.table);
    if (table === undefined) continue;
    if (table.replicas.length > 0) replica.recent.note(write.target, former[index]?.image);
    if (table.stream !== undefined) replica.streams.appended(table.name, table.stream.label);
  }
  for (const wake of replica.wakeLinks) wake();
}
