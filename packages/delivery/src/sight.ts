/**
 * How far a region has seen a peer: up to some time, everything that the peer wrote is here. Items of a peer arrive one by one and in no order,
 * and after the regions were apart the newest may come beside the oldest; so a beat that has just arrived says nothing of what was written
 * before it. One that arrived a while ago does, if others have arrived ever since: what was on its way then is here. If none has, the regions
 * are apart again, and what was on its way may still be.
 */
import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import * as z from "zod";

/** Far longer than replication takes to bring what it could have brought with a beat, also while it catches up. */
export const SIGHT_SETTLES_MS = 90 * SECOND_MS;

/** A peer beats each minute: with an older one the last two have not arrived. */
export const BEAT_ARRIVES_MS = 2.5 * MINUTE_MS;

export const SightData = z.object({
  /** Up to when, by the peer's clock. */
  settledMs: z.number().optional(),
  /** Up to when it will be once that has had its time ... */
  nextMs: z.number(),
  /** ... which began then, by this region's clock. */
  sinceMs: z.number(),
});
export type Sight = z.infer<typeof SightData>;

export function nextSight(
  before: Sight | undefined,
  { beatMs, nowMs }: { readonly beatMs: number; readonly nowMs: number },
): Sight {
  // A clock that is ahead has not seen the future.
  const next = { nextMs: Math.min(beatMs, nowMs), sinceMs: nowMs };
  if (before === undefined) return next;
  const isCutOff = nowMs - beatMs > BEAT_ARRIVES_MS;
  if (isCutOff) return { ...before, sinceMs: nowMs };
  if (nowMs - before.sinceMs < SIGHT_SETTLES_MS) return before;
  return beatMs > before.nextMs ? { settledMs: before.nextMs, ...next } : { ...before, sinceMs: nowMs };
}
