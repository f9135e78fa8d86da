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
import { createLuck, type Errand, luckOf } from "./luck.ts";
import type { Machine } from "./machine.ts";
import { CALL_TIMEOUT_MS, carryOut, type RemoteCall } from "./remote-call.ts";
import { createSkewedClock, type SkewedClock } from "./skewed-clock.ts";

export interface Environment extends Caller {
  readonly clock: SkewedClock;
  readonly random: Random;
  readonly isAlive: boolean;
  /** What the world leaves to chance in its errand: apart from `random`, which is the program's. */
  readonly chance: Random;
  /**
   * Runs code in it, which from now on has the luck of `errand`, if that is another. The promise settles with the work, or never, if the environment dies before. The work waits only for this environment's
   * calls, sleeps and hazards: what waits for anything else would go on after the environment's death, and the machine stops with its name.
   */
  start<T>(work: () => Promise<T>, errand?: Errand): Promise<T>;
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
  /** What it is started for; an errand of its own name, if it is left out. */
  readonly errand?: Errand;
}

/** Parts of an errand's luck. */
const PROGRAM = 1;
const WORLD = 2;
const BIRTH = 3;

export function createEnvironment(options: EnvironmentOptions): Environment {
  const { machine, faults, name, region, role } = options;
  const caller: Caller = { name, region, role };
  const { errand: first = machine.errand(name) } = options;
  const own = faults.of(caller, first);
  // What it draws before its first work is not drawn again for that.
  let random = createLuck(luckOf(first.luck, BIRTH));
  let chance = createLuck(luckOf(first.luck, WORLD));
  const clock = createSkewedClock(machine);
  const life = createLife(machine, caller);
  const side = { name, goOn: life.goOn, die: life.kill };
  life.whenKilled(skewClock({ machine, clock, faults, skews: own.skews() }));

  function wait(ms: number, what: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    life.waits();
    machine.by(chance.uint32(), () => machine.after(ms, `${name}: ${what}`, () => life.goOn(resolve)));
    return promise;
  }

  function begin(errand: Errand): void {
    own.begin(errand);
    random = createLuck(luckOf(errand.luck, PROGRAM));
    chance = createLuck(luckOf(errand.luck, WORLD));
  }

  function pause(ms: number, point = "a call"): void {
    life.freeze();
    machine.after(ms, `${name}: pause at ${point} ends`, life.thaw);
  }

  return {
    ...caller,
    clock,
    random: { uint32: () => random.uint32() },
    chance: { uint32: () => chance.uint32() },
    get isAlive() {
      return life.isAlive();
    },
    start<T>(work: () => Promise<T>, errand?: Errand) {
      assert(life.isAlive(), `${name} is dead and starts nothing`);
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      if (errand !== undefined) begin(errand);
      life.begins();
      machine.by(chance.uint32(), work).then(
        (value) => life.ends(() => resolve(value)),
        (error: unknown) => life.ends(() => reject(error)),
      );
      return promise;
    },
    call(call) {
      if (!life.isAlive()) return never();
      const { fate, luck } = own.call(call, call.timeoutMs ?? CALL_TIMEOUT_MS);
      const atPoint = call.hazard === undefined || fate.crash !== undefined ? undefined : own.point(call.hazard);
      if (atPoint?.kind === "pause") pause(atPoint.ms, call.hazard);
      life.waits();
      const crash = atPoint?.kind === "crash" ? "between" : fate.crash;
      const struck = crash === undefined ? fate : { ...fate, crash };
      return machine.by(luck, () => carryOut({ machine, side, call, fate: struck }));
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
