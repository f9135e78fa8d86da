/** Where hints wait for a consumer of this region. At least once, in no order; what is in it may be lost with its region. */
import type { Hint } from "./hint.ts";

export interface HintQueue {
  /** Resolves when every hint is in the queue; throws a `Fault` if some may not be. */
  send(hints: readonly Hint[]): Promise<void>;
  /** How many messages wait, roughly. */
  depth(): Promise<number>;
}
