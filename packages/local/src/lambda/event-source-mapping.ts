/** What every event source mapping shows to its world: it can be stuck, and it ends. */
import type { Region } from "@tandem/kernel";
import type { Log } from "../world/log.ts";
import type { Pace } from "../world/pace.ts";
import type { Invoke } from "./invocation.ts";

export interface EventSourceMapping {
  /** A fault: polling stops, as it did in us-east-1 in October 2025 while functions could still be called. */
  setStuck(isStuck: boolean): void;
  /** Polls no more and waits a moment for what is under way, which comes again if it was not finished. */
  close(): Promise<void>;
}

export interface MappingSurroundings {
  readonly region: Region;
  readonly pace: Pace;
  readonly log: Log;
  readonly invoke: Invoke;
}

/** Closing waits this long for a batch under way: one that is cut off is done again, which is safe and noisy. */
export const CLOSE_MS_MAX = 2_000;
