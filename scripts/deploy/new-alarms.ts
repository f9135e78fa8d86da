/**
 * Alarms that a deployment makes. They begin without data, and one that watches a heartbeat rings by silence until its first number, with nothing
 * wrong. So each has a time in which it is waited for and stops nothing; a bake does not end before that is over, or the alarm quiet:
 *
 *     made, no number    waited for
 *     rings              waited for; after the time it stops the walk
 *     quiet once         has found its numbers, and counts like any other from then on
 *     still no number    after the time: no longer waited for, since some measure what happens once a day
 */
import { MINUTE_MS } from "@tandem/kernel";
import type { AlarmsBefore } from "./alarm-baselines.ts";
import type { SeenAlarm } from "./walk-ports.ts";

/** `replication-slow` looks at three periods of five minutes, and CloudWatch's numbers come some minutes late. */
export const NEW_ALARM_GRACE_MS = 20 * MINUTE_MS;

/** What a walk knows of alarms that were not there before it. Their names say the region. */
export interface NewAlarms {
  /** When it was seen first. */
  readonly sinceMs: Map<string, number>;
  /** Was quiet once. */
  readonly settled: Set<string>;
}

export interface JudgedAlarms {
  /** Rang before the walk, and still do. */
  readonly old: readonly string[];
  /** Ring by this deployment, as far as anybody knows. */
  readonly stopping: readonly string[];
  /** New, and ring. */
  readonly ringing: readonly string[];
  /** New, and have said nothing yet. */
  readonly silent: readonly string[];
}

export function createNewAlarms(): NewAlarms {
  return { sinceMs: new Map(), settled: new Set() };
}

/** Writes down in `fresh` what it sees for the first time. */
export function judgeAlarms(
  alarms: readonly SeenAlarm[],
  { before, fresh, nowMs }: { readonly before: AlarmsBefore; readonly fresh: NewAlarms; readonly nowMs: number },
): JudgedAlarms {
  const waited = new Set<string>();
  for (const { name, state } of alarms) {
    if (before.known.has(name)) continue;
    if (state === "quiet") fresh.settled.add(name);
    const sinceMs = fresh.sinceMs.get(name) ?? nowMs;
    fresh.sinceMs.set(name, sinceMs);
    if (!fresh.settled.has(name) && nowMs - sinceMs < NEW_ALARM_GRACE_MS) waited.add(name);
  }
  const named = (state: SeenAlarm["state"], isIn: (name: string) => boolean) =>
    alarms.filter((alarm) => alarm.state === state && isIn(alarm.name)).map(({ name }) => name);
  return {
    old: named("rings", (name) => before.rang.has(name)),
    stopping: named("rings", (name) => !before.rang.has(name) && !waited.has(name)),
    ringing: named("rings", (name) => waited.has(name)),
    silent: named("without-data", (name) => waited.has(name)),
  };
}
