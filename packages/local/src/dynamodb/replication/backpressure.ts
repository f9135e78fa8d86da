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
import type { Link, Overdue } from "./link.ts";

/** A link that is behind by less than this is only busy; above it, each write waits a part of what the link is behind. */
const BEHIND_MS = 300;
const WAIT_OF_BEHIND = 0.25;
const WAIT_MS_MAX = 1_000;
/** Waiting did not help: some ten seconds of what two engines on a laptop replicate. */
const THROTTLE_COUNT = 10_000;
/** Counting a long backlog is not free, so a count serves for a moment. */
const COUNT_MS = 25;

export interface Backpressure {
  /** Lets a write of a replicated table pass, now or a little later; throws the throttle an SDK knows. */
  admit(): Promise<void>;
}

export type WatchedLink = Pick<Link, "isConnected" | "overdue">;

const ON_TIME: Overdue = { count: 0, ageMs: 0 };

export interface BackpressureOptions {
  readonly clock: Clock;
  readonly links: () => readonly WatchedLink[];
}

export function createBackpressure({ clock, links }: BackpressureOptions): Backpressure {
  const excused = new Map<object, number>();
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let worst: Overdue = ON_TIME;

  function look(): Overdue {
    if (clock.elapsedMs() - lookedAtMs < COUNT_MS) return worst;
    lookedAtMs = clock.elapsedMs();
    const overdue = links().map(ownFault);
    worst = {
      count: Math.max(0, ...overdue.map(({ count }) => count)),
      ageMs: Math.max(0, ...overdue.map(({ ageMs }) => ageMs)),
    };
    return worst;
  }

  /** How far this link is behind beyond what a partition left it. */
  function ownFault(link: WatchedLink): Overdue {
    const { count, ageMs } = link.overdue();
    const allowed = link.isConnected() ? Math.min(excused.get(link) ?? 0, count) : count;
    excused.set(link, allowed);
    return { count: count - allowed, ageMs: allowed > 0 ? 0 : ageMs };
  }

  return {
    async admit() {
      const { count, ageMs } = look();
      if (count >= THROTTLE_COUNT) throw throughputExceeded();
      if (ageMs > BEHIND_MS) await sleep(Math.min(WAIT_MS_MAX, (ageMs - BEHIND_MS) * WAIT_OF_BEHIND));
    },
  };
}
