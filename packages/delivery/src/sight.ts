/**
 * How far a region has seen a peer: up to some time, everything that the peer wrote is here. Items of a peer arrive one by one and in no order,
 * and after the regions were apart the newest may come beside the oldest; so a beat that has just arrived says nothing of what was written
 * before it. One that arrived a while ago does: what was on its way then is here.
 */
import { SECOND_MS } from "@tandem/kernel";
import * as z from "zod";

/** Far longer than replication takes to bring what it could have brought with a beat, also while it catches up. */
export const SIGHT_SETTLES_MS = 90 * SECOND_MS;

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
  return nowMs - before.sinceMs < SIGHT_SETTLES_MS ? before : { settledMs: before.nextMs, ...next };
}
