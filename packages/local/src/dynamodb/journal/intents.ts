/**
 * Writes that were begun. An intent stands in the journal before the engine hears of the write and goes in the same
 * transaction that records what came of it; so one that is found after a crash names items that may have been written without
 * a stamp, a stream record or a word to the other regions.
 */
import type { Region } from "@tandem/kernel";
import type { ItemKey } from "../item/item-key.ts";
import type { Stamp } from "../replication/stamp.ts";
import type { Journal } from "./journal.ts";

/** Who writes: a client here, another region's replica, or this replica's TTL sweep. */
export type WriteOrigin = "client" | "replica" | "ttl";

export interface WriteTarget {
  readonly table: string;
  readonly key: ItemKey;
}

export interface Intent {
  readonly id: number;
  readonly origin: WriteOrigin;
  readonly stamp: Stamp;
  /** True when all of the targets are written or none: a transaction, or a single write. */
  readonly together: boolean;
  readonly targets: readonly WriteTarget[];
  /** The idempotency token of the request, and what it asked for. */
  readonly token: { readonly token: string; readonly digest: string } | undefined;
}

interface StoredIntent {
  readonly id: number;
  readonly origin: WriteOrigin;
  readonly us: number;
  readonly region: string;
  readonly together: number;
  readonly targets: string;
  readonly token: string | null;
  readonly digest: string | null;
}

export interface Intents {
  open(intent: Omit<Intent, "id">): Intent;
  close(id: number): void;
  /** Whether some open write aims at this item. */
  targets(table: string, key: ItemKey): boolean;
  all(): Intent[];
}

export function createIntents(journal: Journal): Intents {
  return {
    open(intent) {
      const { lastId } = journal.run(
        "INSERT INTO intent (origin, us, region, together, targets, token, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
        intent.origin,
        intent.stamp.us,
        intent.stamp.region,
        intent.together ? 1 : 0,
        JSON.stringify(intent.targets),
        intent.token?.token ?? null,
        intent.token?.digest ?? null,
      );
      return { ...intent, id: lastId };
    },
    close(id) {
      journal.run("DELETE FROM intent WHERE id = ?", id);
    },
    targets(table, key) {
      const open = journal.all<StoredIntent>("SELECT * FROM intent").map(storedIntent);
      return open.some((intent) => intent.targets.some((target) => target.table === table && target.key === key));
    },
    all: () => journal.all<StoredIntent>("SELECT * FROM intent ORDER BY id").map(storedIntent),
  };
}

function storedIntent(row: StoredIntent): Intent {
  return {
    id: row.id,
    origin: row.origin,
    stamp: { us: row.us, region: row.region as Region },
    together: row.together === 1,
    targets: JSON.parse(row.targets) as WriteTarget[],
    token: row.token === null || row.digest === null ? undefined : { token: row.token, digest: row.digest },
  };
}
