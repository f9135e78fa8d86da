/**
 * Replication in one direction. Versions leave the source's journal when the link's lag has passed since they were made, never
 * before; a little later each by a random spread, so that items do not arrive in the order they were written; and are struck
 * out there once the peer has applied them or has something newer. A crash on either side only makes a version come twice, and
 * the second time it is not newer.
 *
 *     write t=0                 lag                lag + spread
 *       |------------------------|--------- x -------|
 *                                 not yet    applied there
 */
import { setTimeout as sleep } from "node:timers/promises";
import { assert, below, Fault, type Random } from "@tandem/kernel";
import type { OutgoingVersion } from "../journal/outgoing.ts";
import type { Replica } from "../replica/replica.ts";
import { WireError } from "../wire/wire-error.ts";
import { inTime } from "../write/in-time.ts";
import { applyVersion } from "./apply-version.ts";

/** Enough to keep a peer's engine busy, few enough that its customers still get their turn. */
const BATCH_COUNT_MAX = 32;
/** How far behind is looked for versions that may leave; what waits for its spread is passed by what does not. */
const WINDOW_COUNT_MAX = 256;
/** The spread: some milliseconds always, and a quarter of the lag. */
const SPREAD_MS = 10;
const SPREAD_OF_LAG = 0.25;
const RETRY_MS = 100;
/** How long the link sleeps at most while something waits. */
const LOOK_MS_MAX = 250;
/** A version that hangs in the peer's locks is left to the next start. */
const CLOSE_MS_MAX = 1_000;
export const LAG_MS_MAX = 3_600_000;

export interface LinkSettings {
  /** Writes are seen at the other side no earlier than this. */
  lagMs: number;
  partitioned: boolean;
}

export interface LinkState {
  /** Versions that wait, and the age of the oldest of them; 0 when none does. */
  readonly backlogCount: number;
  readonly oldestMs: number;
}

export interface Overdue {
  readonly count: number;
  readonly ageMs: number;
}

export interface Link {
  readonly from: Replica;
  readonly to: Replica;
  readonly settings: Readonly<LinkSettings>;
  set(settings: Partial<LinkSettings>): void;
  state(): LinkState;
  isConnected(): boolean;
  /** Versions whose lag is over and that wait all the same: what the link is behind by its own fault, and since when. */
  overdue(): Overdue;
  close(): Promise<void>;
}

export function createLink(options: {
  readonly from: Replica;
  readonly to: Replica;
  readonly random: Random;
  readonly lagMs: number;
}): Link {
  const { from, to, random } = options;
  const settings: LinkSettings = { lagMs: options.lagMs, partitioned: false };
  let closed = false;
  let wake = (): void => undefined;
  let isWoken = false;
  let lastTrouble = "";
  const isConnected = (): boolean => !settings.partitioned && !from.faults.down && !to.faults.down;
  const wakeUp = (): void => {
    isWoken = true;
    wake();
  };
  from.wakeLinks.add(wakeUp);
  const ended = run();

  async function run(): Promise<void> {
    while (!closed) {
      isWoken = false;
      const { ready, nextMs } = isConnected() ? due() : { ready: [], nextMs: LOOK_MS_MAX };
      const results = await Promise.all(ready.map(ship));
      if (closed) return;
      if (results.includes(false)) await sleep(RETRY_MS);
      else if (ready.length === 0) await idle(nextMs);
    }
  }

  /** What may leave now, mixed; and when to look again if that is nothing. */
  function due(): { readonly ready: OutgoingVersion[]; readonly nextMs: number | undefined } {
    // Instants are whole milliseconds, cut off, so one more has to pass before the lag surely has.
    const nowMs = from.clock.nowMs() - 1;
    const spreadMs = SPREAD_MS + SPREAD_OF_LAG * settings.lagMs;
    const window = from.outgoing.before(to.region, { untilMs: nowMs - settings.lagMs, limit: WINDOW_COUNT_MAX });
    const ready = window.filter((version) => version.atMs + settings.lagMs + version.spread * spreadMs <= nowMs);
    if (ready.length > 0) return { ready: mixed(ready.slice(0, BATCH_COUNT_MAX), random), nextMs: 0 };
    const oldestMs = from.outgoing.oldestMs(to.region);
    if (oldestMs === undefined) return { ready, nextMs: undefined };
    const waitMs = window.length > 0 ? SPREAD_MS / 5 : oldestMs + settings.lagMs - nowMs;
    return { ready, nextMs: Math.min(LOOK_MS_MAX, Math.max(1, waitMs)) };
  }

  /** Whether the version is done with; false when the peer could not take it now. */
  async function ship(version: OutgoingVersion): Promise<boolean> {
    try {
      await applyVersion(to, version);
    } catch (error) {
      if (!(error instanceof WireError || error instanceof Fault)) throw error;
      sayOnce(error.message);
      return false;
    }
    if (!closed) from.outgoing.settle(to.region, version);
    return true;
  }

  /** What keeps a version from being applied is worth one line, not one for each try. */
  function sayOnce(trouble: string): void {
    if (trouble !== lastTrouble)
      from.log(`Replication from ${from.region} to ${to.region} has to try again: ${trouble}`);
    lastTrouble = trouble;
  }

  /** Sleeps until something is written here or the settings change, or until `ms` are over. */
  async function idle(ms: number | undefined): Promise<void> {
    if (isWoken) return;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await (ms === undefined ? woken : inTime(woken, ms));
    wake = () => undefined;
  }

  return {
    from,
    to,
    settings,
    set(changes) {
      const lagMs = changes.lagMs ?? settings.lagMs;
      assert(lagMs >= 0 && lagMs <= LAG_MS_MAX, `a lag is 0 to ${LAG_MS_MAX} ms, not ${lagMs}`);
      Object.assign(settings, changes);
      wakeUp();
    },
    state() {
      const oldestMs = from.outgoing.oldestMs(to.region);
      const backlogCount = from.outgoing.count(to.region);
      return { backlogCount, oldestMs: oldestMs === undefined ? 0 : Math.max(0, from.clock.nowMs() - oldestMs) };
    },
    isConnected,
    overdue() {
      const untilMs = from.clock.nowMs() - settings.lagMs;
      const count = from.outgoing.countBefore(to.region, untilMs);
      const ageMs = count === 0 ? 0 : untilMs - (from.outgoing.oldestMs(to.region) ?? untilMs);
      return { count, ageMs };
    },
    async close() {
      closed = true;
      from.wakeLinks.delete(wakeUp);
      wakeUp();
      await inTime(ended, CLOSE_MS_MAX);
    },
  };
}

/** The same members in a random order (Fisher and Yates). */
function mixed<T>(members: readonly T[], random: Random): T[] {
  const result = [...members];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = below(random, last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
