/** The shop's API as a value: the app of one process, whatever carries its requests. */
import type { Claims } from "@tandem/claims";
import { createSeen } from "@tandem/delivery";
import {
  type AppOptions,
  createApp,
  createCopyKeeper,
  type KeyRing,
  type PeerApi,
  type TokenVerifier,
} from "@tandem/http";
import type { Region } from "@tandem/kernel";
import type { PeerTable } from "@tandem/replication";
import { guardCalls, guardPeer } from "@tandem/resilience";
import { COPY_WAITS_MS, type CopyKeeper, createHandles, createShop } from "@tandem/shop";
import type { Metrics } from "../metrics.ts";
import type { RegionPorts } from "./region-ports.ts";

export interface ApiPorts extends RegionPorts {
  /** The replicas of the other regions, for what has not arrived here; this program asks each of them seldom and not in vain. */
  readonly peers: ReadonlyMap<Region, PeerTable>;
  /** Their APIs, for what is to be kept in two regions. */
  readonly peerApis: ReadonlyMap<Region, PeerApi>;
  readonly keys: KeyRing;
  /** What the whole world decides, for handles; without it there are none. */
  readonly claims?: Claims;
  readonly metrics: Pick<Metrics, "publish">;
  readonly tokens: TokenVerifier;
  readonly globalHost: AppOptions["globalHost"];
  readonly requestIdOf?: NonNullable<AppOptions["requestIdOf"]>;
  /** How fast the clocks of its world run; 1 in a real one. */
  readonly speed: number;
}

export function createApiProgram(ports: ApiPorts): ReturnType<typeof createApp> {
  const { regions, table, stamps, clock, random, hazard } = ports;
  const peers = new Map([...ports.peers].map(([region, peer]) => [region, guardPeer(peer, clock)]));
  const countConflicts = (count: number): void => ports.metrics.publish({ Conflicts: count });
  const keepers = new Map([...ports.peerApis].map(([region, api]) => [region, guardedKeeper(api, ports)]));
  const copyWaitsMs = COPY_WAITS_MS / ports.speed;
  const own = { regions, table, peers, keepers, copyWaitsMs, stamps, clock, random, countConflicts };
  const context = hazard === undefined ? own : { ...own, hazard };
  const handles = ports.claims && createHandles(ports.claims, hazard);
  return createApp({ ...ports, shop: createShop(context), handles, seen: createSeen(ports), region: table.region });
}

function guardedKeeper(api: PeerApi, { keys: ring, clock }: ApiPorts): CopyKeeper {
  const keeper = createCopyKeeper({ api, ring, clock });
  const guarded = guardCalls(api.region, clock);
  return { region: api.region, keep: (copy) => guarded(() => keeper.keep(copy)) };
}
