/**
 * How a run ends before its program does. An error inside a resource leaves Pulumi waiting for ever, and one inside a callback may be awaited by
 * nobody; so a run listens for all errors of its own, wherever they surface, and has a last moment.
 */
import { AsyncLocalStorage } from "node:async_hooks";

export interface Ending {
  /** The first error ends the run; what comes after it, also long after, is of no interest. */
  fail(error: unknown): void;
  isOver(): boolean;
  /** The body's value, unless the run fails first or takes longer than it may. */
  race<T>(body: () => Promise<T>, bound: { readonly afterMs: number; readonly late: string }): Promise<T>;
}

/** Which run an error belongs to that nobody awaits: Node reports it in the context in which it was caused. */
const RUNS = new AsyncLocalStorage<Ending>();
const EVENTS = ["uncaughtException", "unhandledRejection"] as const;

export function createEnding(): Ending {
  const { promise: failed, reject } = Promise.withResolvers<never>();
  // It is raced only while the body runs.
  failed.catch(() => undefined);
  let over = false;
  const ending: Ending = {
    isOver: () => over,
    fail(error) {
      over = true;
      reject(error);
    },
    async race(body, bound) {
      hearErrorsOfRuns();
      const timer = setTimeout(() => ending.fail(new Error(bound.late)), bound.afterMs);
      try {
        return await Promise.race([RUNS.run(ending, body), failed]);
      } finally {
        over = true;
        clearTimeout(timer);
      }
    },
  };
  return ending;
}

type Listener = (...values: unknown[]) => void;

/** Those of our listeners that are in place: each stands for all that were there before it. */
const HEARING = new WeakSet<Listener>();

/**
 * Others listen too: the test runner would take the error of a run that was meant to fail for its own. They keep hearing of everything that no
 * run caused, from a single listener, since the runner takes a second one for somebody who handles errors. It stays for the life of the
 * process: a failed program may still be making errors when the next test begins.
 */
function hearErrorsOfRuns(): void {
  const emitter: NodeJS.EventEmitter = process;
  for (const event of EVENTS) {
    const others = emitter.listeners(event) as Listener[];
    if (others.some((listener) => HEARING.has(listener))) continue;
    const hear: Listener = (error, ...more) => {
      const run = RUNS.getStore();
      if (run !== undefined) run.fail(error);
      else for (const other of others) other(error, ...more);
    };
    HEARING.add(hear);
    emitter.removeAllListeners(event);
    emitter.on(event, hear);
  }
}
