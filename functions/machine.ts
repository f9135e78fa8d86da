/** The real clock, the real chance and the real waiting, for composition roots only. */
import { performance } from "node:perf_hooks";
import { type Clock, Fault, type Random } from "@tandem/kernel";

export const machineClock: Clock = {
  nowMs: () => Date.now(),
  elapsedMs: () => performance.now(),
};

export function createMachineRandom(): Random {
  return { uint32: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 };
}

/** Does `work`, and after `ms` gives it up with a `timeout` fault and tells it so. */
export async function runWithin<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const given = new AbortController();
  const timeIsUp = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    timeIsUp.reject(
      new Fault({ code: "timeout", message: `no answer within ${ms} ms`, retryable: true, mayBeDone: true }),
    );
    given.abort();
  }, ms);
  try {
    return await Promise.race([timeIsUp.promise, work(given.signal)]);
  } finally {
    clearTimeout(timer);
  }
}
