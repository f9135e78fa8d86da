/** The real clock and the real chance, for composition roots only. */
import { performance } from "node:perf_hooks";
import type { Clock, Random } from "@tandem/kernel";

export const machineClock: Clock = {
  nowMs: () => Date.now(),
  elapsedMs: () => performance.now(),
};

export function createMachineRandom(): Random {
  return { uint32: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 };
}
