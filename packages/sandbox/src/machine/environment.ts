/**
 * Where production code runs in a simulated world, as a Lambda execution environment is: it has a clock that may be wrong, calls what lies
 * outside, is frozen between invocations, and dies without a word. Code whose environment was killed never goes on, not even into a
 * `finally`: as a process that is gone.
 */
import { assert, type Hazard, type Random } from "@tandem/kernel";
import { skewClock } from "./clock-faults.ts";
import type { Caller } from "./fault-rules.ts";
import type { Faults } from "./faults.ts";
import { createLife } from "./life.ts";
import type { Machine } from "./machine.ts";
import { CALL_TIMEOUT_MS, carryOut, type RemoteCall } from "./remote-call.ts";
import { createSkewedClock, type SkewedClock } from "./skewed-clock.ts";

export interface Environment extends Caller {
  readonly clock: SkewedClock;
  readonly random: Random;
  readonly isAlive: boolean;
  /**
   * Runs code in it. The promise settles with the work, or never, if the environment dies before. The work waits only for this environment's
   * calls, sleeps and hazards: what waits for anything else would go on after the environment's death, and the machine stops with its name.
   */
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
  life.whenKilled(skewClock({ machine, clock, faults, skews: own.skews() }));

  function wait(ms: number, what: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    life.waits();
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
      life.begins();
      work().then(
        (value) => life.ends(() => resolve(value)),
        (error: unknown) => life.ends(() => reject(error)),
      );
      return promise;
    },
    call(call) {
      if (!life.isAlive()) return never();
      const fate = own.call(call, call.timeoutMs ?? CALL_TIMEOUT_MS);
      const atPoint = call.hazard === undefined || fate.crash !== undefined ? undefined : own.point(call.hazard);
      if (atPoint?.kind === "pause") pause(atPoint.ms, call.hazard);
      life.waits();
      const crash = atPoint?.kind === "crash" ? "between" : fate.crash;
      return carryOut({ machine, side, call, fate: crash === undefined ? fate : { ...fate, crash } });
    },
    sleep: (ms) => wait(ms, "sleeps"),
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

function never<T>(): Promise<T> {
  return Promise.withResolvers<T>().promise;
}
