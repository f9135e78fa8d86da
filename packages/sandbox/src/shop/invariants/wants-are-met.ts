/**
 * Stock moves to where somebody asked for it in vain. A region that holds two pieces more than the one that wants some can spare one, and so
 * on until they are even: a want that stands for some ticks, while no piece moves, is one that nobody reads.
 */
import { MINUTE_MS, type Region } from "@tandem/kernel";
import { type FragmentItem, stampMs } from "@tandem/replication";
import { type EscrowRecord, escrowRecord } from "../escrow-record.ts";
import type { Ending } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { sum } from "../pieces.ts";

/** Each region makes one gift of a product with each tick. */
const MET_WITHIN_MS = 5 * MINUTE_MS;
/** A want of an hour ago is no want any more; clocks of that time may have been wrong by minutes. */
const WANTED_MS_MAX = 50 * MINUTE_MS;

export const wantsAreMet: Invariant = {
  name: "wants are met",
  promise: "When all is at rest, nobody has long wanted pieces in one region of which another holds two more.",
  breaches({ history, endings, changes }) {
    const { restedMs } = history;
    const late = changes.filter(({ atMs }) => atMs > restedMs - MET_WITHIN_MS);
    const moving = new Set(late.flatMap(({ after }) => escrowRecord(after)?.sku ?? []));
    return endings.flatMap((ending) =>
      wantsIn(ending, restedMs).flatMap((want) => (moving.has(want.sku) ? [] : unmet(ending, want))),
    );
  },
};

interface Want {
  readonly region: Region;
  readonly sku: string;
  readonly asked: number;
  readonly missing: number;
  readonly received: number;
}

function wantsIn({ region: here, items }: Ending, restedMs: number): readonly Want[] {
  return items.flatMap((item): readonly Want[] => {
    if (item.kind !== "fragment" || !item.sort.startsWith("WANTED#") || item.region === here) return [];
    const ageMs = restedMs - stampMs(item.stamp);
    if (ageMs < MET_WITHIN_MS || ageMs > WANTED_MS_MAX) return [];
    return [{ ...wantOf(item), region: item.region, sku: item.partition.split("#")[1] ?? "" }];
  });
}

function wantOf({ data }: FragmentItem): Pick<Want, "asked" | "missing" | "received"> {
  return { asked: Number(data["asked"]), missing: Number(data["missing"]), received: Number(data["received"]) };
}

function unmet({ region: here, items }: Ending, { region, sku, asked, missing, received }: Want): readonly Breach[] {
  const records = items.flatMap((item) => escrowRecord(item) ?? []).filter((record) => record.sku === sku);
  const others = records.filter((record) => record.region !== region);
  const givenSince = sum(others.map(({ given }) => given[region] ?? 0)) - received;
  const own = piecesOf(records, here);
  const held = piecesOf(records, region) + onTheirWay(records, region);
  const isUnmet = Math.min(missing - givenSince, asked - held) > 0;
  if (!isUnmet || own < held + 2) return [];
  return [{ says: `${region} holds ${held} ${sku} and wanted ${asked}, and ${here} gives none of ${own}`, about: sku }];
}

function piecesOf(records: readonly EscrowRecord[], region: Region): number {
  return sum(records.filter((record) => record.region === region).map(({ available }) => available));
}

function onTheirWay(records: readonly EscrowRecord[], region: Region): number {
  const given = sum(records.map((record) => (record.region === region ? 0 : (record.given[region] ?? 0))));
  const own = records.filter((record) => record.region === region);
  const taken = sum(
    own.flatMap((record) => Object.entries(record.taken).map(([giver, quantity]) => (giver === region ? 0 : quantity))),
  );
  return Math.max(0, given - taken);
}
