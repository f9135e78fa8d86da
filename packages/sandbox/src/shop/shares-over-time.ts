/**
 * What lay in a region's shards of a product, commit after commit, from the record of its own replica: the pieces it may sell at once. A commit
 * that moves pieces from shard to shard is one moment and not two.
 */
import type { Region } from "@tandem/kernel";
import { escrowRecord } from "./escrow-record.ts";
import type { History } from "./history.ts";

export interface SharesOverTime {
  /** Each number of pieces that the region held between two events, both included; the last one before them, too. */
  heldBetween(share: { readonly region: Region; readonly sku: string }, from: number, to: number): ReadonlySet<number>;
}

interface Held {
  /** The last event of the commit. */
  at: number;
  readonly commitId: string;
  pieces: number;
}

export function sharesOverTime({ events }: Pick<History, "events">): SharesOverTime {
  const shards = new Map<string, number>();
  const shares = new Map<string, Held[]>();
  for (const [index, event] of events.entries()) {
    if (event.kind !== "changed" || event.after?.region !== event.region) continue;
    const record = escrowRecord(event.after);
    if (record === undefined) continue;
    const { region, sku, shard, available } = record;
    const place = `${region} ${sku} ${shard}`;
    const change = available - (shards.get(place) ?? 0);
    shards.set(place, available);
    note(shares, `${region} ${sku}`, { at: index, commitId: event.after.commitId, pieces: change });
  }
  return {
    heldBetween({ region, sku }, from, to) {
      const all = shares.get(`${region} ${sku}`) ?? [];
      const first = all.findLastIndex(({ at }) => at < from);
      const within = all.slice(Math.max(0, first)).filter(({ at }) => at <= to);
      return new Set([...(first === -1 ? [0] : []), ...within.map(({ pieces }) => pieces)]);
    },
  };
}

function note(shares: Map<string, Held[]>, share: string, { at, commitId, pieces }: Held): void {
  const all = shares.get(share) ?? [];
  const last = all.at(-1);
  if (last?.commitId === commitId) {
    last.at = at;
    last.pieces += pieces;
  } else all.push({ at, commitId, pieces: (last?.pieces ?? 0) + pieces });
  shares.set(share, all);
}
