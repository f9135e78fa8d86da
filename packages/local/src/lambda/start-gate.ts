/**
 * How many environments of a region may be cold at once. Lambda has a fleet to start them on; here each start, and the first event
 * of each, takes a core for a good part of a second, and sixty at the same moment all miss the deadlines of their calls. So a cold
 * environment holds a place here until it is warm, and the functions of a region take turns.
 */
import { availableParallelism } from "node:os";

export interface StartGate {
  /** Resolves when it is one's turn, with what gives the place back; giving it back twice is once. */
  enter(): Promise<() => void>;
}

/** A cold environment computes without a pause, so that one more than there are cores makes all of them slower and none ready sooner. */
const COLD_COUNT_PER_CORE = 1;
/** A warm handler waits for the table most of its time; beyond some eight on a core they only wait for each other. */
const ENVIRONMENT_COUNT_PER_CORE = 8;

/** What this machine can carry in place of a fleet. */
export interface MachineBounds {
  /** Environments of a region that are cold at once. */
  readonly coldCountMax: number;
  /** Environments of one function, warm or cold. */
  readonly environmentCountMax: number;
}

export function machineBounds(cores = availableParallelism()): MachineBounds {
  return {
    coldCountMax: cores * COLD_COUNT_PER_CORE,
    environmentCountMax: cores * ENVIRONMENT_COUNT_PER_CORE,
  };
}

export function createStartGate(countMax: number): StartGate {
  const waiting: (() => void)[] = [];
  let inside = 0;

  function admit(): void {
    while (inside < countMax && waiting.length > 0) {
      inside += 1;
      waiting.shift()?.();
    }
  }

  return {
    async enter() {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      admit();
      await promise;
      let isInside = true;
      return () => {
        if (!isInside) return;
        isInside = false;
        inside -= 1;
        admit();
      };
    },
  };
}
