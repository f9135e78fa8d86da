/**
 * What a run needs of the whole process, and gives back: the environment, the working directory, the console and the source of random names. A
 * run has all of it for itself, so runs take turns.
 */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { format } from "node:util";

export interface ProcessLoan {
  /** What was printed meanwhile. */
  readonly logs: readonly string[];
  giveBack(): void;
}

/** SST's random suffix of a physical name: with all of them equal, names that are told apart by chance alone collide. */
const SUFFIX_BYTES = 8;
const PRINTS = ["log", "info", "warn", "error", "debug"] as const;

export function borrowProcess(environment: Readonly<Record<string, string>>): ProcessLoan {
  const logs: string[] = [];
  const returns = [borrowEnvironment(environment), borrowDirectory(), borrowConsole(logs), borrowRandomness()];
  return {
    logs,
    giveBack() {
      for (const each of returns) each();
    },
  };
}

function borrowEnvironment(environment: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/** SST goes to the folder of the config. */
function borrowDirectory(): () => void {
  const before = process.cwd();
  return () => process.chdir(before);
}

function borrowConsole(logs: string[]): () => void {
  const before = PRINTS.map((name) => [name, console[name]] as const);
  for (const name of PRINTS) console[name] = (...values: unknown[]) => void logs.push(format(...values));
  return () => {
    for (const [name, print] of before) console[name] = print;
  };
}

function borrowRandomness(): () => void {
  const before = crypto.randomBytes;
  const steady = (size: number, callback?: (error: Error | null, bytes: Buffer) => void) =>
    size === SUFFIX_BYTES && callback === undefined
      ? Buffer.alloc(SUFFIX_BYTES)
      : Reflect.apply(before, crypto, [size, callback]);
  Object.assign(crypto, { randomBytes: steady });
  syncBuiltinESMExports();
  return () => {
    Object.assign(crypto, { randomBytes: before });
    syncBuiltinESMExports();
  };
}
