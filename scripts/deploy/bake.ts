/**
 * Watching regions for some minutes after a deployment, as their customers and their alarms see them. What this walk deployed must answer; the
 * other regions are listened to, since a new version can hurt the old one through the table they share, but their silence stops nothing.
 */
import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import type { AlarmsBefore } from "./alarm-baselines.ts";
import { type History, judgeLooks, type Measure, type RegionLook } from "./bake-verdict.ts";
import { seeCatalog } from "./customer-probe.ts";
import { type JudgedAlarms, judgeAlarms, type NewAlarms } from "./new-alarms.ts";
import { seeReadiness } from "./ready-region.ts";
import type { RegionOutputs } from "./region-outputs.ts";
import type { Seen } from "./seen.ts";
import type { WalkPorts } from "./walk-ports.ts";

/** Each look is a few requests; an alarm takes a minute to notice anything. */
export const LOOK_EVERY_MS = 30 * SECOND_MS;

export interface WatchedRegion {
  readonly region: string;
  readonly isRequired: boolean;
  /** Known once this walk has deployed it. */
  readonly outputs: RegionOutputs | undefined;
  /** None in an environment without alarms, and for a region that did not say before the walk which of them rang. */
  readonly alarms: WatchedAlarms | undefined;
}

export interface WatchedAlarms {
  readonly prefix: string;
  readonly before: AlarmsBefore;
  /** Shared by all bakes of a walk. */
  readonly fresh: NewAlarms;
  /** Its stack has been deployed, so there must be some. */
  readonly isThere: boolean;
}

export interface Bake {
  readonly stage: string;
  readonly minutes: number;
  readonly regions: readonly WatchedRegion[];
}

/** Looks until the time is over and a look was wholly good, without an alarm that is waited for. With no minutes that is the first good look. */
export async function bake({ stage, minutes, regions }: Bake, ports: WalkPorts): Promise<Seen> {
  const startMs = ports.clock.elapsedMs();
  let history: History = new Map();
  let looks: readonly RegionLook[] = [];
  while (!ports.interruption.aborted) {
    looks = await Promise.all(regions.map((watched) => lookAt(watched, ports)));
    const verdict = judgeLooks(history, looks);
    history = verdict.history;
    if (verdict.stop !== undefined) return { ok: false, saw: verdict.stop };
    const bakedMs = ports.clock.elapsedMs() - startMs;
    if (bakedMs >= minutes * MINUTE_MS && verdict.isGood) return { ok: true, saw: inWords(looks) };
    ports.progress.live(stage, `baking, ${Math.floor(bakedMs / MINUTE_MS)} of ${minutes} min: ${inWords(looks)}`);
    await ports.pause(LOOK_EVERY_MS);
  }
  return { ok: false, saw: `interrupted while watching; last: ${inWords(looks)}` };
}

async function lookAt(watched: WatchedRegion, ports: WalkPorts): Promise<RegionLook> {
  const { region, isRequired, outputs, alarms } = watched;
  const [readiness, catalog, rung] = await Promise.all([
    outputs && seeReadiness(ports.ask, { region, url: outputs.readinessUrl }),
    outputs && seeCatalog(ports.ask, { region, url: outputs.hostUrl ?? outputs.apiUrl }),
    alarms && seeAlarms(region, alarms, ports),
  ]);
  const measures: Measure[] = [];
  if (readiness !== undefined) measures.push({ name: "readiness", ...readiness });
  if (catalog !== undefined) measures.push({ name: "catalog", ...catalog });
  if (rung !== undefined) measures.push({ name: "alarms", ok: rung.ok, saw: rung.saw });
  return { region, isRequired, measures, newAlarms: rung?.newAlarms ?? [], awaited: rung?.awaited ?? [] };
}

async function seeAlarms(region: string, { prefix, before, fresh, isThere }: WatchedAlarms, ports: WalkPorts) {
  const answer = await ports.readAlarms(region, prefix);
  const unseen = (saw: string) => ({ ok: false, saw, newAlarms: [], awaited: [] });
  if (!answer.ok) return unseen(answer.refusal.reason);
  const count = answer.value.length;
  // Nobody rings where nobody watches.
  if (isThere && count === 0) return unseen(`there is no alarm whose name begins ${prefix}`);
  const judged = judgeAlarms(answer.value, { before, fresh, nowMs: ports.clock.elapsedMs() });
  const awaited = [...judged.ringing, ...judged.silent];
  return { ok: true, saw: `${count} alarms, ${ringingInWords(judged)}`, newAlarms: judged.stopping, awaited };
}

function ringingInWords({ old, ringing, silent }: JudgedAlarms): string {
  const parts = [
    ...(old.length === 0 ? [] : [`${old.length} ring since before`]),
    ...(ringing.length === 0 ? [] : [`new ones ring and are waited for: ${ringing.join(", ")}`]),
    ...(silent.length === 0 ? [] : [`${silent.length} new ones without data are waited for`]),
  ];
  return ringing.length + old.length === 0 ? ["none rings", ...parts].join(", ") : parts.join(", ");
}

function inWords(looks: readonly RegionLook[]): string {
  return looks
    .filter(({ measures }) => measures.length > 0)
    .map(({ region, measures }) => {
      const bad = measures.filter(({ ok }) => !ok);
      const alarms = measures.find(({ name }) => name === "alarms")?.saw;
      const good = alarms === undefined ? "well" : `well, ${alarms}`;
      return `${region} ${bad.length === 0 ? good : bad.map(({ name, saw }) => `${name}: ${saw}`).join("; ")}`;
    })
    .join(" | ");
}
