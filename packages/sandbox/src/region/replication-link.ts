/**
 * Replication in one direction. A version leaves when the link's lag has passed since it was written, and a little later by a spread of
 * its own, so that items arrive in another order than they were written in and a commit arrives in pieces; now and then a piece comes
 * many seconds after the others, and whoever reads meanwhile, or is woken by a piece, sees half of a commit. While the road is
 * cut nothing leaves and everything is owed; once it is open again all of it comes, mixed.
 *
 *     write t=0                 lag              lag + spread
 *       |------------------------|------- x -------|
 *                                 not yet   arrives there
 */
import { fraction, SECOND_MS } from "@tandem/kernel";
import { createLuck } from "../machine/luck.ts";
import type { Machine } from "../machine/machine.ts";
import type { Network } from "./network.ts";
import { createOwedVersions, type OwedVersion } from "./owed-versions.ts";
import type { RecordedChange, ReplicaEndpoint } from "./replica-endpoint.ts";

/** The spread: some milliseconds always, and a quarter of the lag. */
const SPREAD_MS = 10;
const SPREAD_OF_LAG = 0.25;
/** One version in so many comes late, by up to so much: nothing says that the items of a transaction travel together. */
const STRAGGLER_CHANCE = 1 / 48;
const STRAGGLES_MS_MAX = 20 * SECOND_MS;
/** One version in eight takes the place of the one before it, if that is still here. */
const MERGE_CHANCE = 1 / 8;

export interface ReplicationLink {
  readonly from: ReplicaEndpoint;
  readonly to: ReplicaEndpoint;
  /** From now on versions are seen over there no earlier than this; as usual, if it is undefined. */
  setLag(lagMs: number | undefined): void;
  /** How many versions wait, and since when the oldest of them does; undefined when none does. */
  backlog(): { readonly count: number; readonly sinceMs: number | undefined };
}

export interface ReplicationLinkOptions {
  readonly machine: Pick<Machine, "nowMs" | "after" | "by" | "chance">;
  readonly network: Network;
  readonly from: ReplicaEndpoint;
  readonly to: ReplicaEndpoint;
  readonly lagMs: number;
}

export function createReplicationLink(options: ReplicationLinkOptions): ReplicationLink {
  const { machine, network, from, to } = options;
  const road = { from: from.region, to: to.region };
  const what = `replicate ${from.region} > ${to.region}`;
  const owed = createOwedVersions();
  let lagMs = options.lagMs;
  let wasOpen = true;

  function take(change: RecordedChange): void {
    const { partition, sort, stamp, after } = change;
    const luck = createLuck(machine.chance.uint32());
    const version: OwedVersion = { partition, sort, stamp, after, luck, sinceMs: machine.nowMs() };
    owed.add(version, { merge: fraction(luck) < MERGE_CHANCE });
    if (network.isReachable(road)) sendLater(version);
  }

  function sendLater(version: OwedVersion): void {
    const waitedMs = machine.nowMs() - version.sinceMs;
    const spreadMs = fraction(version.luck) * (SPREAD_MS + SPREAD_OF_LAG * lagMs);
    const straggles = fraction(version.luck) < STRAGGLER_CHANCE ? fraction(version.luck) * STRAGGLES_MS_MAX : 0;
    const travelMs = Math.max(0, lagMs - waitedMs) + spreadMs + straggles;
    machine.by(version.luck.uint32(), () => machine.after(travelMs, what, () => arrive(version)));
  }

  /** Anything that became of the version meanwhile (merged away, overtaken, cut off) is seen here. */
  function arrive(version: OwedVersion): void {
    if (!owed.isOwed(version) || !network.isReachable(road)) return;
    to.receive(version);
    owed.settle(version);
  }

  from.watch((changes) => {
    for (const change of changes) if (change.origin !== "replication") take(change);
  });
  network.watch(() => {
    const isOpen = network.isReachable(road);
    if (isOpen && !wasOpen) sendAll();
    wasOpen = isOpen;
  });

  /** What is on its way already arrives at the earlier of its two times. */
  function sendAll(): void {
    if (network.isReachable(road)) for (const version of owed.all()) sendLater(version);
  }

  return {
    from,
    to,
    setLag(ms = options.lagMs) {
      lagMs = ms;
      sendAll();
    },
    backlog: () => ({
      count: owed.count(),
      sinceMs: owed
        .all()
        .reduce<number | undefined>((oldest, { sinceMs }) => Math.min(oldest ?? sinceMs, sinceMs), undefined),
    }),
  };
}
