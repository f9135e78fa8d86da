/**
 * One function of one region: its execution environments, started cold when none is free, frozen between events, kept for a while and
 * used again, ended when an event takes too long. An event that finds no room is throttled. What happens to an event is told
 * once, also when its environment died in the middle.
 */
import { below, fraction, MINUTE_MS, must, type Random, type Region, SECOND_MS } from "@tandem/kernel";
import type { Environment } from "../machine/environment.ts";
import type { Errand } from "../machine/luck.ts";
import type { Machine, Timer } from "../machine/machine.ts";
import type { Network } from "./network.ts";
import { type StartLuck, startLuckOf } from "./start-luck.ts";
import type { FunctionNumbers } from "./world-numbers.ts";

export type Invoked<T> =
  | { readonly kind: "done"; readonly value: T }
  /** It threw, took too long, or died. */
  | { readonly kind: "failed"; readonly why: string }
  /** Nothing was called. */
  | { readonly kind: "throttled" };

export interface FunctionPool<Program> {
  /** Which environment serves it, and how long that takes to start, is left to the luck of the errand. */
  invoke<T>(errand: Errand, work: (program: Program) => Promise<T>, ended: (outcome: Invoked<T>) => void): void;
  /** No environment that stands now is used for another event. */
  retire(): void;
  /** Ends every environment, whatever it does. */
  killAll(why: string): void;
  counts(): { readonly free: number; readonly busy: number };
}

export interface FunctionPoolOptions<Program> {
  readonly machine: Machine;
  readonly network: Network;
  readonly region: Region;
  /** What it is called in the trace: `api us-east-1`. */
  readonly name: string;
  readonly numbers: FunctionNumbers;
  readonly random: Random;
  /** Starts an environment and the program in it. */
  readonly start: (name: string, errand: Errand) => Started<Program>;
}

export interface Started<Program> {
  readonly environment: Environment;
  readonly program: Program;
}

interface Invocation<Program, T> {
  readonly errand: Errand;
  readonly work: (program: Program) => Promise<T>;
  readonly ended: (outcome: Invoked<T>) => void;
}

interface Slot<Program> extends Started<Program> {
  usedAtMs: number;
  isRetired: boolean;
}

/** Environments of all functions that share a region's concurrency; one function has no more than this. */
const SHARED_CONCURRENCY = 100;
/** Lambda's own bound is not published; some minutes are usual. */
const IDLE_MS_MIN = 5 * MINUTE_MS;
const IDLE_MS_MAX = 45 * MINUTE_MS;
/** Of those that a dying region holds, every second dies with it; the others stand still until it is back. */
const DIES_WITH_REGION_CHANCE = 0.5;

export function createFunctionPool<Program>(options: FunctionPoolOptions<Program>): FunctionPool<Program> {
  const { machine, network, region, name, numbers, random } = options;
  const countMax = numbers.concurrency === "shared" ? SHARED_CONCURRENCY : numbers.concurrency.reserved;
  const idleMs = IDLE_MS_MIN + below(random, IDLE_MS_MAX - IDLE_MS_MIN);
  const free: Slot<Program>[] = [];
  const busy = new Set<Slot<Program>>();
  const asleep = new Set<Slot<Program>>();
  let starting = 0;
  let serial = 0;
  let wasDown = false;

  function takeFree({ isNeedless }: StartLuck): Slot<Program> | undefined {
    while (free[0] !== undefined && machine.nowMs() - free[0].usedAtMs > idleMs) end(must(free.shift(), "one is free"));
    return isNeedless && busy.size + starting + 1 < countMax ? undefined : free.pop();
  }

  function end({ environment }: Slot<Program>): void {
    environment.kill("it is no longer needed");
  }

  function startCold(errand: Errand, start: StartLuck, ready: (slot: Slot<Program> | undefined) => void): void {
    starting += 1;
    const slotOf = (): Slot<Program> => {
      serial += 1;
      return { ...options.start(`${name} #${serial}`, errand), usedAtMs: machine.nowMs(), isRetired: false };
    };
    const begin = (): void => {
      starting -= 1;
      ready(network.isDown(region) ? undefined : slotOf());
    };
    machine.by(start.luck, () => machine.after(start.coldMs, `${name}: cold start`, begin));
  }

  function run<T>(slot: Slot<Program>, { errand, work, ended }: Invocation<Program, T>): void {
    const { environment, program } = slot;
    let isOver = false;
    busy.add(slot);
    const finish = (outcome: Invoked<T>): void => {
      if (isOver) return;
      isOver = true;
      stopListening();
      bound.cancel();
      release(slot);
      ended(outcome);
    };
    const stopListening = environment.whenKilled((why) => finish({ kind: "failed", why }));
    const bound = boundTime(slot.environment);
    environment
      .start(() => work(program), errand)
      .then(
        (value) => finish({ kind: "done", value }),
        (error: unknown) => finish({ kind: "failed", why: String(error) }),
      );
  }

  /**
   * Time passes for an event also while its environment stands still, and while its region is down: whoever comes back with it goes on with
   * events that are younger than this, and with no other. A charge made a day after it was looked for would be the world's doing.
   */
  function boundTime(environment: Environment): Timer {
    const timeoutMs = numbers.timeoutSeconds * SECOND_MS;
    return machine.after(timeoutMs, `${name}: time-out`, () => environment.kill("it took too long"));
  }

  function release(slot: Slot<Program>): void {
    busy.delete(slot);
    asleep.delete(slot);
    if (!slot.environment.isAlive) return;
    if (slot.isRetired) {
      end(slot);
      return;
    }
    slot.usedAtMs = machine.nowMs();
    slot.environment.freeze();
    free.push(slot);
  }

  network.watch(() => {
    const isDown = network.isDown(region);
    if (isDown && !wasDown) fall();
    if (!isDown && wasDown) rise();
    wasDown = isDown;
  });

  function fall(): void {
    for (const slot of free.splice(0)) {
      if (fraction(slot.environment.chance) < DIES_WITH_REGION_CHANCE) slot.environment.kill("its region is down");
      else free.push(slot);
    }
    for (const slot of [...busy]) {
      if (fraction(slot.environment.chance) < DIES_WITH_REGION_CHANCE) slot.environment.kill("its region is down");
      else {
        asleep.add(slot);
        slot.environment.freeze();
      }
    }
  }

  function rise(): void {
    for (const { environment } of asleep) environment.thaw();
    asleep.clear();
  }

  return {
    invoke(errand, work, ended) {
      const start = startLuckOf(errand);
      const slot = takeFree(start);
      if (slot !== undefined) {
        slot.environment.thaw();
        return run(slot, { errand, work, ended });
      }
      if (busy.size + starting >= countMax) return ended({ kind: "throttled" });
      startCold(errand, start, (started) =>
        started === undefined
          ? ended({ kind: "failed", why: "its region is down" })
          : run(started, { errand, work, ended }),
      );
    },
    retire() {
      for (const slot of free.splice(0)) end(slot);
      for (const slot of busy) slot.isRetired = true;
    },
    killAll(why) {
      for (const slot of [...free.splice(0), ...busy]) slot.environment.kill(why);
    },
    counts: () => ({ free: free.length, busy: busy.size + starting }),
  };
}
