/**
 * Waits until a program has nothing left to do. Its function has returned long before: code is still being built and zipped, and what is made from
 * the result is not registered yet. Without this wait functions would be missing from the graph, now and then.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Platform } from "./platform.ts";

/** A promise that settles may make the next one only a turn or two later. */
const QUIET_TURNS = 3;

export async function untilSettled({ settings, store }: Platform): Promise<void> {
  for (let quietTurns = 0; quietTurns < QUIET_TURNS; ) {
    await settings.waitForRPCs();
    await nextTurn();
    quietTurns = store.getStore().leakCandidates.size === 0 ? quietTurns + 1 : 0;
  }
}
