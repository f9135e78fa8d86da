/**
 * A world starts as a list of named steps. Each is shown when it begins and with its time when it ends, so that a newcomer sees
 * what is going on; each says how it is undone, so that closing is the list backwards, also when only half of it was started.
 */
import { failedStep } from "./refusal.ts";

export interface BootProgress {
  begin(step: string): void;
  end(step: string, tookMs: number): void;
}

export interface Boot {
  /** Runs one step; `undo`, given its result, is remembered for `close`. What stops it is told as a refusal that names the step. */
  step<T>(name: string, start: () => Promise<T> | T, undo?: (started: T) => Promise<void> | void): Promise<T>;
  /** Undoes what was started, last first; a step that cannot be undone does not keep the others from it. */
  close(): Promise<void>;
}

export function createBoot(progress: BootProgress): Boot {
  const undone: (() => Promise<void> | void)[] = [];
  return {
    async step(name, start, undo) {
      progress.begin(name);
      const startedMs = performance.now();
      const started = await runNamed(name, start);
      if (undo !== undefined) undone.push(() => undo(started));
      progress.end(name, performance.now() - startedMs);
      return started;
    },
    async close() {
      const failures: unknown[] = [];
      for (let undo = undone.pop(); undo !== undefined; undo = undone.pop()) {
        try {
          await undo();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, "parts of the world did not close in order");
    },
  };
}

async function runNamed<T>(name: string, start: () => Promise<T> | T): Promise<T> {
  try {
    return await start();
  } catch (error) {
    throw failedStep(name, error);
  }
}
