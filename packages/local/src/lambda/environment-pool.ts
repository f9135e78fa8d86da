/**
 * The environments of one function in one region: as many as there are events at once and the machine can carry, the one used
 * last is used next, and those nobody used for a while are ended. An event that finds none free has one started for it when the
 * gate allows it, and is given whichever is free first, because a laptop is not a region.
 */
import type { Environment } from "./environment.ts";
import type { EnvironmentError } from "./environment-message.ts";
import type { StartGate } from "./start-gate.ts";

export interface PoolSettings {
  /** Starts an environment with the code that is current now. */
  readonly start: () => Environment;
  /** Shared by the functions of a region: an environment holds a place in it until it is warm. */
  readonly gate: StartGate;
  /** Environments of this function at once; further events wait for one of these. */
  readonly countMax: number;
  /** How long an event may wait for an environment. */
  readonly waitMsMax: number;
  /** How long an environment may lie unused. Lambda's own bound is not published; some minutes are usual. */
  readonly idleMs: number;
}

/** A first event that takes longer than this is waiting for something, and does not need its core meanwhile. */
const FIRST_EVENT_MS_MAX = 1_000;

export interface PooledEnvironment {
  readonly environment: Environment;
  /** Whether it has run an event before. */
  readonly isWarm: boolean;
}

export interface EnvironmentPool {
  /** A free environment, for the caller alone until `release`; or what went wrong when one was started for it, or that none was free in time. */
  acquire(): Promise<Acquired>;
  release(environment: Environment): void;
  /** No environment that stands now is used for another event. */
  retire(): Promise<void>;
  /** Ends one environment in the middle of its event, or else a free one; false when there is none. */
  killOne(): Promise<boolean>;
  /** Ends every environment, also in the middle of its event or its start. */
  killAll(): Promise<void>;
  counts(): { readonly free: number; readonly busy: number; readonly starting: number };
  close(): Promise<void>;
}

type Acquired = PooledEnvironment | EnvironmentError | "none-free";

interface Slot {
  readonly environment: Environment;
  readonly era: number;
  /** It needs its place in the gate no longer. */
  readonly leaveGate: () => void;
  usedAtMs: number;
  isWarm: boolean;
}

type Waiter = (found: Acquired) => void;

export function createEnvironmentPool({ start, gate, countMax, waitMsMax, idleMs }: PoolSettings): EnvironmentPool {
  const free: Slot[] = [];
  const busy = new Map<Environment, Slot>();
  const starting = new Set<Environment>();
  const waiters: Waiter[] = [];
  let era = 0;
  let closed = false;
  let isAtGate = false;
  const collector = setInterval(collect, Math.max(idleMs / 4, 50));
  collector.unref();

  function give(slot: Slot, waiter: Waiter): void {
    busy.set(slot.environment, slot);
    waiter({ environment: slot.environment, isWarm: slot.isWarm });
    if (!slot.isWarm) setTimeout(slot.leaveGate, FIRST_EVENT_MS_MAX).unref();
    slot.isWarm = true;
  }

  function offer(slot: Slot): void {
    const waiter = slot.era === era && !closed ? waiters.shift() : undefined;
    if (waiter !== undefined) {
      give(slot, waiter);
      return;
    }
    slot.leaveGate();
    if (slot.era === era && !closed) free.push(slot);
    else void slot.environment.kill();
  }

  function isOneNeeded(): boolean {
    return !closed && waiters.length > starting.size && busy.size + starting.size < countMax;
  }

  /** Asks for one place at a time, so that a function with many events leaves the others their turns. */
  async function startIfNeeded(): Promise<void> {
    while (!isAtGate && isOneNeeded()) {
      isAtGate = true;
      const leaveGate = await gate.enter();
      isAtGate = false;
      // Those who waited may have been served meanwhile by the environments that were there.
      if (isOneNeeded()) void startOne(leaveGate);
      else leaveGate();
    }
  }

  async function startOne(leaveGate: () => void): Promise<void> {
    const environment = start();
    const slot: Slot = { environment, era, leaveGate, usedAtMs: performance.now(), isWarm: false };
    starting.add(environment);
    void environment.ended.then(() => forget(slot));
    const error = await environment.initialised;
    starting.delete(environment);
    // One event hears of the failure, and the next one tries again, as Lambda does.
    if (error === undefined) offer(slot);
    else {
      leaveGate();
      waiters.shift()?.(error);
    }
    void startIfNeeded();
  }

  function forget({ environment, leaveGate }: Slot): void {
    leaveGate();
    busy.delete(environment);
    const index = free.findIndex((slot) => slot.environment === environment);
    if (index >= 0) free.splice(index, 1);
    void startIfNeeded();
  }

  function boundedWaiter(resolve: Waiter): Waiter {
    const timer = setTimeout(() => {
      waiters.splice(waiters.indexOf(waiter), 1);
      resolve("none-free");
    }, waitMsMax);
    const waiter: Waiter = (found) => {
      clearTimeout(timer);
      resolve(found);
    };
    return waiter;
  }

  function collect(): void {
    const until = performance.now() - idleMs;
    while (free[0] !== undefined && free[0].usedAtMs < until) void free.shift()?.environment.kill();
  }

  async function killAll(): Promise<void> {
    const slots = [...free.splice(0), ...busy.values()].map((slot) => slot.environment);
    await Promise.all([...slots, ...starting].map((environment) => environment.kill()));
  }

  return {
    acquire() {
      const slot = free.pop();
      return new Promise((resolve) => {
        if (slot !== undefined) return give(slot, resolve);
        waiters.push(boundedWaiter(resolve));
        void startIfNeeded();
      });
    },
    release(environment) {
      const slot = busy.get(environment);
      if (slot === undefined) return;
      busy.delete(environment);
      slot.usedAtMs = performance.now();
      slot.leaveGate();
      offer(slot);
      void startIfNeeded();
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
    killAll,
    counts: () => ({ free: free.length, busy: busy.size, starting: starting.size }),
    async close() {
      closed = true;
      clearInterval(collector);
      await killAll();
      for (const waiter of waiters.splice(0)) waiter(closedError());
    },
  };
}

function closedError(): EnvironmentError {
  return { errorType: "Runtime.ExitError", errorMessage: "the world is closing", trace: [] };
}
