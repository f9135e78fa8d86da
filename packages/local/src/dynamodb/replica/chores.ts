/**
 * What a region does by itself, over and over: deletes expired items, forgets tombstones, trims streams and tokens. All of it is
 * bounded work between requests, and all of it can be late without harm.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { DAY_MS, SECOND_MS } from "@tandem/kernel";
import { collectTombstones } from "../replication/tombstones.ts";
import { sweepExpired, sweepWaitMs } from "../ttl/ttl-sweep.ts";
import { tokenMs } from "../write/client-token.ts";
import type { Replica } from "./replica.ts";

/** As documented for DynamoDB Streams. */
const RECORD_MS_MAX = DAY_MS;
/** A few hundred megabytes of records at most, where AWS has no such bound. */
const RECORD_COUNT_MAX = 200_000;
const TIDY_MS = 10 * SECOND_MS;

export interface Chores {
  close(): Promise<void>;
}

export function startChores(replica: Replica, world: readonly Replica[]): Chores {
  const stop = new AbortController();
  const every = async (waitMs: () => number, work: () => unknown): Promise<void> => {
    while (await slept(waitMs(), stop.signal)) await work();
  };
  const ended = Promise.all([
    every(
      () => sweepWaitMs(replica),
      () => sweepExpired(replica),
    ),
    every(
      () => TIDY_MS,
      () => tidy(replica, world),
    ),
  ]);
  return {
    async close() {
      stop.abort();
      await ended;
    },
  };
}

/** False when the chores end. */
async function slept(ms: number, signal: AbortSignal): Promise<boolean> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

function tidy(replica: Replica, world: readonly Replica[]): void {
  const nowMs = replica.clock.nowMs();
  collectTombstones(replica, world);
  replica.streamRows.trim({ beforeMs: nowMs - replica.pace.wait(RECORD_MS_MAX), countMax: RECORD_COUNT_MAX });
  replica.tokens.trim(nowMs - tokenMs(replica));
}
