/**
 * Programs that the program under test runs, such as the one that bundles the functions, say the same every time: no edit of a test reaches their
 * sources. They are run once in a process and their output is remembered; hundreds of runs would otherwise wait for hundreds of them.
 */
import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";

export interface RememberedPrograms {
  /** From now on `execFileSync` remembers; gives back how it was. */
  borrow(): () => void;
}

export function createRememberedPrograms(): RememberedPrograms {
  const outputs = new Map<string, unknown>();
  return {
    borrow() {
      const before = childProcess.execFileSync;
      const remembered = (...call: unknown[]) => {
        const key = JSON.stringify(call);
        if (!outputs.has(key)) outputs.set(key, Reflect.apply(before, childProcess, call));
        return outputs.get(key);
      };
      replace(remembered);
      return () => replace(before);
    },
  };
}

function replace(execFileSync: unknown): void {
  Object.assign(childProcess, { execFileSync });
  syncBuiltinESMExports();
}
