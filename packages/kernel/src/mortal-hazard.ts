/** A process that can die at a named point, for tests: it never goes on from there, and nothing of it is cleaned up. */
import type { Hazard } from "./hazard.ts";

export interface MortalHazard {
  readonly hazard: Hazard;
  /** The points that were reached so far, in order. */
  readonly reached: readonly string[];
  /** Resolves when the process has died. */
  readonly death: Promise<"died">;
}

/** Dies the first time it comes to `point`; lives on when there is none. */
export function createMortalHazard(point?: string): MortalHazard {
  const reached: string[] = [];
  const death = Promise.withResolvers<"died">();
  return {
    reached,
    death: death.promise,
    async hazard(name) {
      reached.push(name);
      if (name !== point) return;
      death.resolve("died");
      await new Promise<never>(() => undefined);
    },
  };
}
