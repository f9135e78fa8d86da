/**
 * Where production code runs in a simulated world, as a Lambda execution environment is: it has a clock that may be wrong, calls what lies
 * outside, is frozen between invocations, and dies without a word. Code whose environment was killed never goes on, not even into a
 * `finally`: as a process that is gone.
 */
import { assert, type Hazard, type Random } from "@tandem/kernel";
import type { Caller } from "./fault-rules.ts";
import type { Faults, Skew } from "./faults.ts";
import type { Machine } from "./machine.ts";
import { CALL_TIMEOUT_MS, carryOut, type RemoteCall } from "./remote-call.ts";
import { createSkewedClock, type SkewedClock } from "./skewed-clock.ts";

export interface Environment extends Caller {
  readonly clock: SkewedClock;
  readonly random: Random;
  readonly isAlive: boolean;
  /** Runs code in it. The promise settles with the work, or never, if the environment dies before. */
  start<T>(work: () => Promise<T>): Promise<T>;
  call<T>(call: RemoteCall<T>): Promise<T>;
  sleep(ms: number): Promise<void>;
  /** A named point of production code: passed, or the last thing it did. */
  readonly hazard: Hazard;
  kill(why: string): void;
  /** Stands still until it is thawed as often as it was frozen: what it waits for happens, and it hears of it afterwards. */
  freeze(): void;
  thaw(): void;
  /** Calls `listener` when it is killed, until the function it returns is called. */
  whenKilled(listener: (why: string) => void): () => void;
}

export interface EnvironmentOptions extends Caller {
  readonly machine: Machine;
  readonly faults: Faults;
}

export function createEnvironment({ machine, faults, name, region, role }: EnvironmentOptions): Environment {
  const caller: Caller = { name, region, role };
  const own = faults.of(caller);
  const clock = createSkewedClock(machine);
  const life = createLife(machine, caller);
  const side = { name, goOn: life.goOn, die: life.kill };
  if (!faults.isHealed) skewClock(machine, clock, { skews: own.skews(), isHealed: () => faults.isHealed });
  life.whenKilled(faults.whenHealed(clock.heal));

  function wait(ms: number, what: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    machine.after(ms, `${name}: ${what}`, () => life.goOn(resolve));
    return promise;
  }

  function pause(ms: number, point = "a call"): void {
    life.freeze();
    machine.after(ms, `${name}: pause at ${point} ends`, life.thaw);
  }

  return {
    ...caller,
    clock,
    random: machine.fork(name),
    get isAlive() {
      return life.isAlive();
    },
    start<T>(work: () => Promise<T>) {
      assert(life.isAlive(), `${name} is dead and starts nothing`);
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      machine.wake();
      work().then(
        (value) => life.goOn(() => resolve(value)),
        (error: unknown) => life.goOn(() => reject(error)),
      );
      return promise;
    },
    call(call) {
      if (!life.isAlive()) return never();
      const fate = own.call(call, call.timeoutMs ?? CALL_TIMEOUT_MS);
      const atPoint = call.hazard === undefined || fate.crash !== undefined ? undefined : own.point(call.hazard);
      if (atPoint?.kind === "pause") pause(atPoint.ms, call.hazard);
      const crash = atPoint?.kind === "crash" ? "between" : fate.crash;
      return carryOut({ machine, side, call, fate: crash === undefined ? fate : { ...fate, crash } });
    },
    sleep: (ms) => (life.isAlive() ? wait(ms, "sleeps") : never()),
    hazard(point) {
      if (!life.isAlive()) return never();
      const fate = own.point(point);
      if (fate === undefined) return Promise.resolve();
      if (fate.kind === "crash") {
        life.kill(`at ${point}`);
        return never();
      }
      pause(fate.ms, point);
      return wait(0, `goes on at ${point}`);
    },
    kill: life.kill,
    freeze: life.freeze,
    thaw: life.thaw,
    whenKilled: life.whenKilled,
  };
}

interface Life {
  isAlive(): boolean;
  /** Lets waiting code go on now, after the thaw, or never. */
  goOn(settle: () => void): void;
  kill(why: string): void;
  freeze(): void;
  thaw(): void;
  whenKilled(listener: (why: string) => void): () => void;
}

function createLife(machine: Machine, { name, region }: Caller): Life {
  const listeners = new Set<(why: string) => void>();
  const held: (() => void)[] = [];
  let isAlive = true;
  let freezes = 0;
  return {
    isAlive: () => isAlive,
    goOn(settle) {
      if (!isAlive) return;
      if (freezes > 0) {
        held.push(settle);
        return;
      }
      machine.wake();
      settle();
    },
    kill(why) {
      if (!isAlive) return;
      isAlive = false;
      held.length = 0;
      machine.trace({ who: name, where: region, what: "killed", detail: why });
      for (const listener of listeners) listener(why);
      listeners.clear();
    },
    freeze() {
      freezes += 1;
    },
    thaw() {
      if (!isAlive) return;
      assert(freezes > 0, `${name} is thawed and was not frozen`);
      freezes -= 1;
      if (freezes > 0) return;
      if (held.length > 0) machine.wake();
      for (const settle of held.splice(0)) settle();
    },
    whenKilled(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

interface Skewing {
  readonly skews: readonly Skew[];
  isHealed(): boolean;
}

function skewClock(machine: Machine, clock: SkewedClock, { skews, isHealed }: Skewing): void {
  for (const { kind, amount, fromMs, untilMs } of skews) {
    const begin = () => {
      if (isHealed()) return;
      if (kind === "step") clock.step(amount);
      else clock.drift(amount);
    };
    const delayMs = fromMs - machine.nowMs();
    if (delayMs <= 0) begin();
    else machine.after(delayMs, "a clock goes wrong", begin);
    if (Number.isFinite(untilMs)) machine.after(untilMs - machine.nowMs(), "a clock is set right", clock.heal);
  }
}

function never<T>(): Promise<T> {
  return Promise.withResolvers<T>().promise;
}
