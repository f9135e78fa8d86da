/**
 * A deterministic machine: virtual time, one seed, and a loop that takes one step after another. Everything that happens in a simulated
 * world is a step of it, so the seed decides the whole history, and the same seed gives it again to the byte.
 *
 * Code that runs in it must wait for nothing but this machine: no timer, no socket, no thread pool (WebCrypto is one). Promises and
 * streams in memory are fine, since they are done before the next step.
 */
import { assert, createSeededRandom, type Random } from "@tandem/kernel";
import type { Errand } from "./luck.ts";
import { createMoment } from "./moment.ts";
import { checkedSeed, forkedSeed } from "./seed.ts";
import { createStepHeap, type Step } from "./step-heap.ts";
import { createTrace, type TracedLine, type TraceKeeping, type TraceLine } from "./trace.ts";

export interface Timer {
  cancel(): void;
}

export interface Machine {
  readonly seed: number;
  /** A stream of its own, from the seed and the name alone. A name is used once: two parts with one stream would move in step. */
  fork(name: string): Random;
  /** A piece of work with luck of its own, from the seed and the name alone. One that comes again under the same name is told apart. */
  errand(name: string): Errand;
  /** What is left to chance in this moment: drawn from the luck of the step that is taken, which comes from whatever caused it. */
  readonly chance: Random;
  /** What `act` leaves to chance, and what comes of the steps that it plans, is drawn from this luck. */
  by<T>(luck: number, act: () => T): T;
  /** True time, in whole milliseconds since 1970; begins at `START_MS`. */
  nowMs(): number;
  /** Takes `step` when `delayMs` have passed; a part of a millisecond counts as a whole one. */
  after(delayMs: number, what: string, step: () => void): Timer;
  /**
   * Says that this step let waiting code go on, so that `run` lets it come to its next wait before the next step; then it calls
   * `whenWaiting`, once for each such function.
   */
  wake(whenWaiting?: () => void): void;
  /** Takes the steps up to and including `untilMs`, in order of time, and then it is `untilMs`. */
  run(untilMs: number): Promise<void>;
  /** When the next step is due; undefined if none is. */
  nextStepMs(): number | undefined;
  /** How many steps were taken. */
  readonly steps: number;
  trace(line: TraceLine): void;
  /** In the digest and in no story: what is told of elsewhere, or is too much to tell. */
  note(text: string): void;
  digest(): string;
  /** What was traced, if it was to be kept. */
  readonly lines: readonly TracedLine[];
}

export interface MachineOptions {
  readonly seed: number;
  readonly keep?: TraceKeeping;
  readonly stepCountMax?: number;
}

/** A fixed instant, so that no history depends on when it is run. */
export const START_MS = Date.UTC(2026, 0, 1);
/** A history of 200 operations takes some ten thousand steps; one that takes a hundred times as many goes in a circle. */
const STEP_COUNT_MAX = 2_000_000;

export function createMachine({ seed, keep = "nothing", stepCountMax = STEP_COUNT_MAX }: MachineOptions): Machine {
  const names = new Set<string>();
  const errands = new Map<string, number>();
  const moment = createMoment(checkedSeed(seed), START_MS);
  const heap = createStepHeap();
  const trace = createTrace(keep);
  let nowMs = START_MS;
  let serial = 0;
  let steps = 0;
  const checks = new Set<() => void>();
  let isWoken = false;
  let isRunning = false;

  /** The next step that nobody has cancelled, left where it is. */
  function next(): Step | undefined {
    let step = heap.peek();
    while (step !== undefined && step.run === undefined) {
      heap.pop();
      step = heap.peek();
    }
    return step;
  }

  function take(step: Step): void {
    heap.pop();
    nowMs = step.atMs;
    moment.enter(step.tie);
    steps += 1;
    assert(steps <= stepCountMax, `${stepCountMax} steps were taken and no end is near; the last was: ${step.what}`);
    trace.step(nowMs, step.what);
    step.run?.();
  }

  async function untilAllWait(): Promise<void> {
    await microtasksDone();
    for (const check of checks) check();
    checks.clear();
  }

  return {
    seed,
    fork(name) {
      assert(!names.has(name), `two streams of randomness are called ${name}; give each its own name`);
      names.add(name);
      return createSeededRandom(forkedSeed(seed, name));
    },
    errand(name) {
      const count = (errands.get(name) ?? 0) + 1;
      errands.set(name, count);
      const own = count === 1 ? name : `${name} (${count})`;
      return { name: own, luck: forkedSeed(seed, own) };
    },
    chance: moment.chance,
    by: moment.by,
    nowMs: () => nowMs,
    after(delayMs, what, run) {
      assert(delayMs >= 0 && Number.isFinite(delayMs), `${what}: a delay is a number of milliseconds, not ${delayMs}`);
      serial += 1;
      const step: Step = { atMs: nowMs + Math.ceil(delayMs), tie: moment.chance.uint32(), serial, what, run };
      heap.push(step);
      return {
        cancel() {
          step.run = undefined;
        },
      };
    },
    wake(whenWaiting) {
      isWoken = true;
      if (whenWaiting !== undefined) checks.add(whenWaiting);
    },
    async run(untilMs) {
      assert(!isRunning, "the machine is running already: a step that waits for the machine waits for itself");
      assert(untilMs >= nowMs, `time does not go back from ${nowMs} to ${untilMs}`);
      isRunning = true;
      try {
        // Whatever the caller has set going comes to its first wait, too.
        await untilAllWait();
        for (let step = next(); step !== undefined && step.atMs <= untilMs; step = next()) {
          isWoken = false;
          take(step);
          if (isWoken) await untilAllWait();
        }
        nowMs = untilMs;
        moment.leave(nowMs);
      } finally {
        isRunning = false;
      }
    },
    nextStepMs: () => next()?.atMs,
    get steps() {
      return steps;
    },
    trace: (line) => trace.add(nowMs, line),
    note: (text) => trace.step(nowMs, text),
    digest: () => trace.digest(),
    lines: trace.lines,
  };
}

/**
 * Resolves when every promise that could go on has: Node takes the next tick once no microtask is left. A tick that was put in line before
 * is taken before; the turn of the event loop that an immediate takes, thousands of times a history, would cost a seventh of it.
 */
function microtasksDone(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve);
  });
}
