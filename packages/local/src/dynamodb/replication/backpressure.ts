/**
 * Keeps a region from writing faster than its links can carry. While a link is behind by more than a little, writers wait a
 * moment; by much more, they are throttled, as AWS throttles a table, and SDKs back off. So lag and backlog stay bounded under load.
 *
 * A partition is no reason: both sides take writes for as long as there is disk. What piled up in one is therefore excused
 * until it has drained.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@tandem/kernel";
import { throughputExceeded } from "../wire/wire-error.ts";
import type { Link } from "./link.ts";

/** About a second of what two engines on a laptop replicate. */
const SLOW_COUNT = 1_000;
const THROTTLE_COUNT = 10_000;
const SLOW_MS = 20;
/** Counting a long backlog is not free, so a count serves for a moment. */
const COUNT_MS = 25;

export interface Backpressure {
  /** Lets a write of a replicated table pass, now or a little later; throws the throttle an SDK knows. */
  admit(): Promise<void>;
}

export interface BackpressureOptions {
  readonly clock: Clock;
  readonly links: () => readonly Pick<Link, "isConnected" | "overdueCount">[];
}

export function createBackpressure({ clock, links }: BackpressureOptions): Backpressure {
  const excused = new Map<object, number>();
  let countedAtMs = Number.NEGATIVE_INFINITY;
  let behindCount = 0;

  function count(): number {
    if (clock.elapsedMs() - countedAtMs < COUNT_MS) return behindCount;
    countedAtMs = clock.elapsedMs();
    behindCount = Math.max(0, ...links().map(behind));
    return behindCount;
  }

  /** How far this link is behind beyond what a partition left it. */
  function behind(link: Pick<Link, "isConnected" | "overdueCount">): number {
    const overdue = link.overdueCount();
    const allowed = link.isConnected() ? Math.min(excused.get(link) ?? 0, overdue) : overdue;
    excused.set(link, allowed);
    return overdue - allowed;
  }

  return {
    async admit() {
      const before = count();
      if (before >= THROTTLE_COUNT) throw throughputExceeded();
      if (before >= SLOW_COUNT) await sleep((SLOW_MS * before) / SLOW_COUNT);
    },
  };
}
