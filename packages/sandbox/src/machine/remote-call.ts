/**
 * A call from an environment to something outside. It has two moments, and between them the caller may die: the arrival, when the work is
 * done whoever is still there to hear of it, and the answer, when the caller goes on.
 */
import { Fault } from "@tandem/kernel";
import type { CallFailure, CallFate } from "./call-fate.ts";
import type { CallName } from "./fault-rules.ts";
import type { Machine, Timer } from "./machine.ts";

interface Remote extends CallName {
  /** A named hazard point between arrival and answer. */
  readonly hazard?: string;
  /** After this the caller gives up and hears of a time-out. */
  readonly timeoutMs?: number;
}

/** The work is done at once, at its arrival: when `do` returns, all of it has happened, also if it returns a promise. */
export interface AtomicCall<T> extends Remote {
  readonly do: () => T | Promise<T>;
}

/** The work begins at its arrival and takes its time, as when another environment serves it; the answer leaves when it is done. */
export interface ServedCall<T> extends Remote {
  readonly serve: () => Promise<T>;
}

export type RemoteCall<T> = AtomicCall<T> | ServedCall<T>;

/** As long as a client of a table or a queue waits that states no limit of its own. */
export const CALL_TIMEOUT_MS = 2_000;

/** How a call's caller is reached: each of these does nothing if it is dead, and waits if it stands still. */
export interface CallerSide {
  readonly name: string;
  goOn(settle: () => void): void;
  die(why: string): void;
}

interface Underway<T> {
  readonly machine: Machine;
  readonly side: CallerSide;
  readonly call: RemoteCall<T>;
  readonly fate: CallFate;
}

/** Sends the call on its way; what becomes of it is decided already. */
export function carryOut<T>({ machine, side, call, fate }: Underway<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const name = `${side.name}: ${call.what}, ${call.to}`;
  let isSettled = false;
  let timeout: Timer | undefined;

  /** The first thing that the caller hears is what it goes by. */
  function hear(settle: () => void): void {
    if (isSettled) return;
    isSettled = true;
    timeout?.cancel();
    side.goOn(settle);
  }

  function answer(settle: () => void): void {
    if (fate.answersAfterMs === undefined) return;
    machine.after(fate.answersAfterMs, `${name}: answer`, () => hear(settle));
  }

  function arrive(): void {
    if ("serve" in call) {
      machine.wake();
      call.serve().then(
        (value) => answer(() => resolve(value)),
        (error: unknown) => answer(() => reject(error)),
      );
    } else answer(outcomeOf(call, resolve, reject));
    if (fate.crash === "between") side.die(`before the answer to ${call.what}`);
  }

  const { arrivesAfterMs, failure } = fate;
  if (arrivesAfterMs !== undefined) machine.after(arrivesAfterMs, name, arrive);
  if (failure !== undefined) {
    machine.after(failure.afterMs, `${name}: ${failure.code}`, () => hear(() => reject(faultOf(failure, call))));
  } else if ("serve" in call && fate.crash === undefined) {
    const gaveUp: CallFailure = { afterMs: call.timeoutMs ?? CALL_TIMEOUT_MS, code: "timeout", mayBeDone: true };
    timeout = machine.after(gaveUp.afterMs, `${name}: time-out`, () => hear(() => reject(faultOf(gaveUp, call))));
  }
  if (fate.crash === "before") side.die(`before ${call.what}`);
  return promise;
}

/** Does the work, and gives what the caller will do on hearing of it. */
function outcomeOf<T>(call: AtomicCall<T>, resolve: (value: T | Promise<T>) => void, reject: (error: unknown) => void) {
  try {
    const value = call.do();
    // A promise that fails before anybody hears of it is no unhandled rejection.
    if (value instanceof Promise) value.catch(ignored);
    return () => resolve(value);
  } catch (error) {
    return () => reject(error);
  }
}

function ignored(): undefined {
  return undefined;
}

function faultOf({ code, mayBeDone }: CallFailure, { what, to }: CallName): Fault {
  return new Fault({ code, message: `${what}: ${to} (simulated)`, retryable: true, mayBeDone });
}
