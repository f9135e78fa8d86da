/**
 * The environments of one function in one region: as many as there are events at once, the one used last is used next, and
 * those nobody used for a while are ended. An event that finds none free has one started for it, but is given whichever is free
 * first; how many start at once is bounded, because a laptop is not a region.
 */

import type { Environment } from "./environment.ts";
import type { EnvironmentError } from "./environment-message.ts";

export interface PoolSettings {
  /** Starts an environment with the code that is current now. */
  readonly start: () => Environment;
  /** Environments that import their bundle at the same time; more only slow each other down. */
  readonly startingCountMax: number;
  /** How long an environment may lie unused. Lambda's own bound is not published; some minutes are usual. */
  readonly idleMs: number;
}

export interface PooledEnvironment {
  readonly environment: Environment;
  /** Whether it has run an event before. */
  readonly isWarm: boolean;
}

export interface EnvironmentPool {
  /** A free environment, for the caller alone until `release`; or what went wrong when one was started for it. */
  acquire(): Promise<PooledEnvironment | EnvironmentError>;
  release(environment: Environment): void;
  /** No environment that stands now is used for another event. */
  retire(): Promise<void>;
  /** Ends one environment in the middle of its event, or else a free one; false when there is none. */
  killOne(): Promise<boolean>;
  counts(): { readonly free: number; readonly busy: number; readonly starting: number };
  close(): Promise<void>;
}

interface Slot {
  readonly environment: Environment;
  readonly era: number;
  usedAtMs: number;
  isWarm: boolean;
}

type Waiter = (found: PooledEnvironment | EnvironmentError) => void;

export function createEnvironmentPool({ start, startingCountMax, idleMs }: PoolSettings): EnvironmentPool {
  const free: Slot[] = [];
  const busy = new Map<Environment, Slot>();
  const starting = new Set<Environment>();
  const waiters: Waiter[] = [];
  let era = 0;
  let closed = false;
  const collector = setInterval(collect, Math.max(idleMs / 4, 50));
  collector.unref();

  function give(slot: Slot, waiter: Waiter): void {
    busy.set(slot.environment, slot);
    waiter({ environment: slot.environment, isWarm: slot.isWarm });
    slot.isWarm = true;
  }

  function offer(slot: Slot): void {
    const waiter = slot.era === era && !closed ? waiters.shift() : undefined;
    if (waiter !== undefined) give(slot, waiter);
    else if (slot.era === era && !closed) free.push(slot);
    else void slot.environment.kill();
  }

  function startIfNeeded(): void {
    while (!closed && starting.size < Math.min(waiters.length, startingCountMax)) void startOne();
  }

  async function startOne(): Promise<void> {
    const environment = start();
    const slot: Slot = { environment, era, usedAtMs: performance.now(), isWarm: false };
    starting.add(environment);
    void environment.ended.then(() => forget(environment));
    const error = await environment.initialised;
    starting.delete(environment);
    // One event hears of the failure, and the next one tries again, as Lambda does.
    if (error !== undefined) waiters.shift()?.(error);
    else offer(slot);
    startIfNeeded();
  }

  function forget(environment: Environment): void {
    busy.delete(environment);
    const index = free.findIndex((slot) => slot.environment === environment);
    if (index >= 0) free.splice(index, 1);
  }

  function collect(): void {
    const until = performance.now() - idleMs;
    while (free[0] !== undefined && free[0].usedAtMs < until) void free.shift()?.environment.kill();
  }

  return {
    acquire() {
      const slot = free.pop();
      return new Promise((resolve) => {
        if (slot !== undefined) return give(slot, resolve);
        waiters.push(resolve);
        startIfNeeded();
      });
    },
    release(environment) {
      const slot = busy.get(environment);
      if (slot === undefined) return;
      busy.delete(environment);
      slot.usedAtMs = performance.now();
      offer(slot);
    },
    async retire() {
      era += 1;
      await Promise.all(free.splice(0).map((slot) => slot.environment.kill()));
    },
    async killOne() {
      const slot = [...busy.values()].at(-1) ?? free.at(-1);
      await slot?.environment.kill();
      return slot !== undefined;
    },
    counts: () => ({ free: free.length, busy: busy.size, starting: starting.size }),
    async close() {
      closed = true;
      clearInterval(collector);
      const slots = [...free.splice(0), ...busy.values()].map((slot) => slot.environment);
      await Promise.all([...slots, ...starting].map((environment) => environment.kill()));
      for (const waiter of waiters.splice(0)) waiter(closedError());
    },
  };
}

function closedError(): EnvironmentError {
  return { errorType: "Runtime.ExitError", errorMessage: "the world is closing", trace: [] };
}
