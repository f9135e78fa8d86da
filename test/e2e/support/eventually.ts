/**
 * Waits for something that the world does in its own time: asks again until it holds, and says what was last seen when it never
 * did. A bound, never a pause that hopes.
 */
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 25;

export interface Eventually<T> {
  readonly what: string;
  look(): Promise<T> | T;
  holds(seen: T): boolean;
  readonly boundMs?: number;
}

export async function eventually<T>({ what, look, holds, boundMs = 30_000 }: Eventually<T>): Promise<T> {
  const until = performance.now() + boundMs;
  for (;;) {
    const seen = await Promise.resolve(look()).catch((error: Error) => error);
    if (!(seen instanceof Error) && holds(seen)) return seen;
    if (performance.now() > until) {
      const last = seen instanceof Error ? seen.message : JSON.stringify(seen)?.slice(0, 2_000);
      throw new Error(`not within ${boundMs} ms: ${what}; last seen: ${last}`);
    }
    await sleep(POLL_MS);
  }
}
