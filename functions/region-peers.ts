/** This region's way to the replicas of the others, which it may read and never write. */
import { createDynamoPeerTable } from "@tandem/aws";
import type { Clock, Region } from "@tandem/kernel";
import type { PeerTable } from "@tandem/replication";
import type { StoreSettings } from "./region-store.ts";

export interface PeerSettings extends StoreSettings {
  readonly TANDEM_REGIONS: readonly Region[];
  readonly TANDEM_PEER_TABLES?: Readonly<Record<Region, string>> | undefined;
}

export function createRegionPeers(settings: PeerSettings, clock: Clock): ReadonlyMap<Region, PeerTable> {
  const { AWS_REGION: own, TANDEM_REGIONS: regions, TANDEM_TABLE: tableName, TANDEM_PEER_TABLES: endpoints } = settings;
  const peers = regions.filter((region) => region !== own);
  return new Map(
    peers.map((region) => [region, createDynamoPeerTable({ region, tableName, clock, endpoint: endpoints?.[region] })]),
  );
}
