/** The shop's API as a value: the app of one process, whatever carries its requests. */
import type { Claims } from "@tandem/claims";
import { type AppOptions, createApp, type TokenVerifier } from "@tandem/http";
import type { Region } from "@tandem/kernel";
import type { PeerTable } from "@tandem/replication";
import { guardPeer } from "@tandem/resilience";
import { createHandles, createShop } from "@tandem/shop";
import type { Metrics } from "../metrics.ts";
import type { RegionPorts } from "./region-ports.ts";

export interface ApiPorts extends RegionPorts {
  /** The replicas of the other regions, for what has not arrived here; this program asks each of them seldom and not in vain. */
  readonly peers: ReadonlyMap<Region, PeerTable>;
  /** What the whole world decides, for handles; without it there are none. */
  readonly claims?: Claims;
  readonly metrics: Pick<Metrics, "publish">;
  readonly tokens: TokenVerifier;
  readonly globalHost: AppOptions["globalHost"];
  readonly requestIdOf?: NonNullable<AppOptions["requestIdOf"]>;
}

export function createApiProgram(ports: ApiPorts): ReturnType<typeof createApp> {
  const { regions, table, stamps, clock, random, hazard } = ports;
  const peers = new Map([...ports.peers].map(([region, peer]) => [region, guardPeer(peer, clock)]));
  const countConflicts = (count: number): void => ports.metrics.publish({ Conflicts: count });
  const own = { regions, table, peers, stamps, clock, random, countConflicts };
  const context = hazard === undefined ? own : { ...own, hazard };
  const handles = ports.claims && createHandles(ports.claims);
  return createApp({ ...ports, shop: createShop(context), handles, region: table.region });
}
