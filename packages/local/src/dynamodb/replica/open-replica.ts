/**
 * Opens one region: its journal, then its engine, then whatever the last run left unfinished. When this is done the region's
 * state is as if nothing had died: every write that reached the engine has its stamp, its record and its place in the queues.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Clock, Fault, type Random, type Region } from "@tandem/kernel";
import type { Watchdog } from "../../supervision/watchdog.ts";
import type { Log } from "../../world/log.ts";
import type { Pace } from "../../world/pace.ts";
import type { Engine } from "../engine/engine.ts";
import { openEngine } from "../engine/open-engine.ts";
import { createIntents } from "../journal/intents.ts";
import { createItemRows } from "../journal/item-rows.ts";
import { type Journal, openJournal } from "../journal/journal.ts";
import { createOutgoing } from "../journal/outgoing.ts";
import { createStreamRows } from "../journal/stream-rows.ts";
import { createTokens } from "../journal/tokens.ts";
import { createRecentImages } from "../read/recent-images.ts";
import { createHybridClock } from "../replication/hybrid-clock.ts";
import { createTableStreams } from "../stream/table-stream.ts";
import { finishCreations } from "../table/half-made.ts";
import { createTableCatalog } from "../table/table-catalog.ts";
import { describeInEngine, untrackTable } from "../table/track-table.ts";
import { noFaults } from "../wire/fault-settings.ts";
import { createKeyLocks } from "../write/key-locks.ts";
import { resolveAll } from "../write/resolve.ts";
import { type Replica, tableArn } from "./replica.ts";
import { readStampFloor } from "./stamp-floor.ts";

export interface OpenReplicaOptions {
  readonly region: Region;
  /** Where the engine's database and the journal live. */
  readonly directory: string;
  /** A DynamoDB-compatible endpoint to use in place of a process of our own. */
  readonly engineUrl?: string | undefined;
  readonly accountId: string;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly random: Random;
  readonly watchdog: Watchdog;
  readonly log: Log;
}

export interface OpenedReplica extends Replica {
  /** Nothing new is begun from now on; what is under way may end. */
  beginClose(): void;
  close(): Promise<void>;
}

export async function openReplica(options: OpenReplicaOptions): Promise<OpenedReplica> {
  const { directory } = options;
  mkdirSync(directory, { recursive: true });
  const journal = openJournal(join(directory, "journal.db"));
  try {
    const replica = assemble(options, journal, await openEngine(options));
    await catchUp(replica);
    return replica;
  } catch (error) {
    journal.close();
    throw error;
  }
}

function assemble(options: OpenReplicaOptions, journal: Journal, engine: Engine): OpenedReplica {
  const { region, accountId, clock, log } = options;
  const streamRows = createStreamRows(journal);
  const arn = (table: string): string => tableArn({ region, accountId }, table);
  let isClosed = false;
  return {
    ...options,
    log: (text) => log({ region, source: "dynamodb", level: "event", text }),
    journal,
    engine,
    items: createItemRows(journal),
    intents: createIntents(journal),
    outgoing: createOutgoing(journal),
    streamRows,
    streams: createTableStreams({ region, rows: streamRows, tableArn: arn }),
    tokens: createTokens(journal),
    tables: createTableCatalog(journal),
    stamps: createHybridClock({ region, clock, floorUs: readStampFloor(journal) }),
    locks: createKeyLocks(),
    recent: createRecentImages(options),
    faults: noFaults(),
    counts: { reads: 0, writes: 0, replicated: 0, discarded: 0, expired: 0 },
    wakeLinks: new Set(),
    tableListeners: new Set(),
    isClosed: () => isClosed,
    beginClose() {
      isClosed = true;
    },
    async close() {
      isClosed = true;
      await engine.close();
      journal.close();
    },
  };
}

async function catchUp(replica: OpenedReplica): Promise<void> {
  try {
    await finishLastRun(replica);
  } catch (error) {
    await replica.engine.close();
    throw error;
  }
}

async function finishLastRun(replica: Replica): Promise<void> {
  await replica.engine.ready();
  await dropLostTables(replica);
  await finishCreations(replica);
  const count = await resolveAll(replica);
  if (count > 0)
    replica.log(`${replica.region}: looked up ${count} writes that were under way when the last run ended.`);
}

/** A table that the engine does not have any more, or has anew, was changed behind the journal's back. */
async function dropLostTables(replica: Replica): Promise<void> {
  for (const table of replica.tables.all()) {
    const standing = await describeInEngine(replica, table.name).catch((error: unknown) => {
      if (error instanceof Fault && error.code === "rejected") return undefined;
      throw error;
    });
    if (standing?.TableId === table.tableId) continue;
    replica.log(
      `${replica.region}: table ${table.name} was changed outside of this world; its stream and replicas are forgotten.`,
    );
    untrackTable(replica, table.name);
  }
}
