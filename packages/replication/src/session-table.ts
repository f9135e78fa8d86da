/**
 * A region's table as one client's session sees it. It notes what is shown and written, and for one who only looks it also reads the replicas
 * of regions that have shown this client what may not have arrived here, and joins them. For one who decides it only says that there may be
 * such a region: what he is shown beside his decision is what is known here. A client that stays where it is pays nothing: a region has
 * what it has shown itself.
 *
 * What another region has shown has arrived here when every other region was seen beyond it by a margin, and that a while ago: items travel
 * one by one, and one that was written later may arrive sooner. A record this client wrote elsewhere is looked for by itself, whatever was
 * seen. If a region that is to be asked does not answer, what is known here is the answer, and it says that it may be stale.
 */
import { Fault, HOUR_MS, type Region, SECOND_MS } from "@tandem/kernel";
import type { Item } from "./item.ts";
import { joinPages } from "./join-pages.ts";
import { joinReplicas } from "./join-replicas.ts";
import type { Partition } from "./key.ts";
import type { PeerTable, RegionTable } from "./region-table.ts";
import { recordName, type Session, withShown, withWritten } from "./session.ts";
import { compareStamps, parseStamp, stampMs } from "./stamp.ts";

/** What was written this long before something that has long arrived is here as well; the clocks of a region's processes differ by seconds. */
export const ARRIVING_MS = 30 * SECOND_MS;
/** ... and a record that its client wrote is missed for so long, before its absence means that somebody has erased it. */
export const MISSED_MS = HOUR_MS;

export interface SessionTableOptions {
  readonly table: RegionTable;
  readonly peers: ReadonlyMap<Region, PeerTable>;
  readonly regions: readonly Region[];
  readonly session: Session;
  /** Up to what time, in milliseconds since 1970, each other region's items were seen here a while ago. */
  readonly seen: () => Promise<ReadonlyMap<Region, number>>;
  /** Whether what is in it belongs to the client: of nothing else is anything noted. */
  readonly isRecord: (partition: Partition) => boolean;
  /** Only for one who looks: who decides goes by what is here, and is told if that may be older than what he was shown. */
  readonly joins: boolean;
}

export interface SessionTable {
  readonly table: RegionTable;
  /** What is read there is noted as well. */
  readonly peers: ReadonlyMap<Region, PeerTable>;
  /** What the client has been shown and has written by now. */
  session(): Session;
  /** A region that had to be asked did not answer, or was not asked since the client decides by what is here. */
  mayBeStale(): boolean;
}

export function openSession(options: SessionTableOptions): SessionTable {
  const { table, regions, isRecord, joins } = options;
  const own = table.region;
  let session = options.session;
  let isStale = false;
  let doubts: Promise<Doubts> | undefined;

  function show(region: Region, lists: readonly (readonly Item[])[], partitions: readonly Partition[]): void {
    for (const [index, items] of lists.entries()) {
      const partition = partitions[index];
      if (partition === undefined || !isRecord(partition)) continue;
      for (const { stamp } of items) session = withShown(session, region, stamp);
    }
  }

  function noted(peer: PeerTable): PeerTable {
    return {
      region: peer.region,
      async read(partitions, read) {
        const lists = await peer.read(partitions, read);
        show(peer.region, lists, partitions);
        return lists;
      },
      async page(partition, page) {
        const found = await peer.page(partition, page);
        show(peer.region, [found.items], [partition]);
        return found;
      },
      walk: (walk) => peer.walk(walk),
    };
  }

  const peers = new Map([...options.peers].map(([region, peer]) => [region, noted(peer)]));
  const here = noted(table);

  async function whomToAsk(partitions: readonly Partition[], lists: Promise<readonly (readonly Item[])[]>) {
    if (!joins && !partitions.some(isRecord)) return [];
    doubts ??= doubtsOf(options);
    const { inDoubt, missedSinceMs } = await doubts;
    const known = await lists;
    const missing = options.session.written.filter(({ record, stamp }) => {
      const index = partitions.findIndex((partition) => recordName(partition) === record);
      const { region: writer, ms } = parseStamp(stamp);
      if (index < 0 || writer === own || ms < missedSinceMs) return false;
      return !known[index]?.some((item) => item.region === writer && compareStamps(item.stamp, stamp) >= 0);
    });
    const writers = missing.map(({ stamp }) => parseStamp(stamp).region).filter((region) => regions.includes(region));
    return [...new Set([...inDoubt, ...writers])];
  }

  function wroteElsewhere(partition: Partition): boolean {
    const name = recordName(partition);
    return options.session.written.some(({ record, stamp }) => record === name && parseStamp(stamp).region !== own);
  }

  /** Undefined if it cannot be known. */
  async function ask<T>(region: Region, question: (peer: PeerTable) => Promise<T>): Promise<T | undefined> {
    const peer = peers.get(region);
    try {
      if (peer !== undefined) return await question(peer);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    isStale = true;
    return undefined;
  }

  return {
    peers,
    table: {
      region: own,
      walk: (walk) => table.walk(walk),
      async read(partitions, read) {
        const reading = here.read(partitions, read);
        const [lists, others] = await Promise.all([reading, whomToAsk(partitions, reading)]);
        if (others.length === 0) return lists;
        if (!joins) {
          isStale = true;
          return lists;
        }
        const heard = await Promise.all(
          others.map((region) => ask(region, (peer) => peer.read(partitions, { consistent: true }))),
        );
        return lists.map((items, index) =>
          joinReplicas([
            { region: own, items },
            ...others.flatMap((region, at) => {
              const found = heard[at]?.[index];
              return found === undefined ? [] : [{ region, items: found }];
            }),
          ]),
        );
      },
      async page(partition, page) {
        const reading = here.page(partition, page);
        const items = reading.then((found) => [found.items]);
        const [first, others] = await Promise.all([reading, whomToAsk([partition], items)]);
        if (others.length === 0) return first;
        if (!joins) {
          isStale = true;
          return first;
        }
        const heard = await Promise.all(
          others.map(async (region) => {
            const found = await ask(region, (peer) => peer.page(partition, { ...page, consistent: true }));
            return found === undefined ? [] : [{ region, page: found }];
          }),
        );
        return joinPages([{ region: own, page: first }, ...heard.flat()], page);
      },
      async commit(commit) {
        const outcome = await table.commit(commit);
        if (!outcome.ok) return outcome;
        for (const write of commit.writes) {
          // It was done because nothing of another region is here, and the client has written there: he is shown less than he knows.
          if (write.type === "absent" && wroteElsewhere(write.key.partition)) isStale = true;
          if (!isRecord(write.key.partition) || write.type === "absent") continue;
          session = withShown(session, own, commit.stamp);
          if (write.type !== "erase") session = withWritten(session, write.key.partition, commit.stamp);
        }
        return outcome;
      },
    },
    // A region that is no more is asked by nobody, and a client who has seen many come and go does not carry them all.
    session: () => ({ ...session, shown: new Map([...session.shown].filter(([region]) => regions.includes(region))) }),
    mayBeStale: () => isStale,
  };
}

interface Doubts {
  /** Regions that have shown this client what may not be here. */
  readonly inDoubt: readonly Region[];
  readonly missedSinceMs: number;
}

async function doubtsOf({ table, regions, session, seen }: SessionTableOptions): Promise<Doubts> {
  const others = regions.filter((region) => region !== table.region);
  const foreign = [...session.shown].filter(([region]) => others.includes(region));
  const isHome = session.written.every(({ stamp }) => parseStamp(stamp).region === table.region);
  if (foreign.length === 0 && isHome) return { inDoubt: [], missedSinceMs: Number.POSITIVE_INFINITY };
  const seenMs = await seen();
  // What a region has shown may be any other's: the one that was seen least decides.
  const untilMs = Math.min(...others.map((region) => seenMs.get(region) ?? Number.NEGATIVE_INFINITY));
  const inDoubt = foreign.filter(([, stamp]) => stampMs(stamp) > untilMs - ARRIVING_MS).map(([region]) => region);
  return { inDoubt, missedSinceMs: untilMs - MISSED_MS };
}
