/**
 * One region's side of the global tables: its engine, its journal, its clock and its locks. Region is an object: everything that
 * a request, a replicated write or a sweep needs hangs here, and two regions, or two worlds, share none of it.
 */
import type { Clock, Random, Region } from "@tandem/kernel";
import type { Pace } from "../../world/pace.ts";
import type { Engine } from "../engine/engine.ts";
import type { Intents } from "../journal/intents.ts";
import type { ItemRows } from "../journal/item-rows.ts";
import type { Journal } from "../journal/journal.ts";
import type { Outgoing } from "../journal/outgoing.ts";
import type { StreamRows } from "../journal/stream-rows.ts";
import type { Tokens } from "../journal/tokens.ts";
import type { RecentImages } from "../read/recent-images.ts";
import type { HybridClock } from "../replication/hybrid-clock.ts";
import type { TableStreams } from "../stream/table-stream.ts";
import type { TableCatalog } from "../table/table-catalog.ts";
import type { FaultSettings } from "../wire/fault-settings.ts";
import type { KeyLocks } from "../write/key-locks.ts";

export interface Replica {
  readonly region: Region;
  readonly accountId: string;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly random: Random;
  readonly log: (line: string) => void;
  readonly engine: Engine;
  readonly journal: Journal;
  readonly items: ItemRows;
  readonly intents: Intents;
  readonly outgoing: Outgoing;
  readonly streamRows: StreamRows;
  readonly streams: TableStreams;
  readonly tokens: Tokens;
  readonly tables: TableCatalog;
  readonly stamps: HybridClock;
  readonly locks: KeyLocks;
  readonly recent: RecentImages;
  readonly faults: FaultSettings;
  readonly counts: ReplicaCounts;
  /** The other regions' names and what wakes the link to each. */
  readonly wakeLinks: Set<() => void>;
  readonly tableListeners: Set<(table: string) => void>;
  isClosed(): boolean;
}

/** What happened in this region since it was started. */
export interface ReplicaCounts {
  reads: number;
  writes: number;
  /** Writes of other regions that were applied here. */
  replicated: number;
  /** Writes of other regions that came later than a newer one. */
  discarded: number;
  /** Items this region's own sweep deleted. */
  expired: number;
}

export function tableArn(replica: Pick<Replica, "region" | "accountId">, table: string): string {
  return `arn:aws:dynamodb:${replica.region}:${replica.accountId}:table/${table}`;
}
