/**
 * What a region's functions call by address besides DynamoDB and SQS: Lambda itself, and over roads that can be cut the peers' APIs and tables, and
 * the payment provider.
 */
import type { Region } from "@tandem/kernel";
import type { Invoke } from "../lambda/invocation.ts";
import { createInvokeEndpoint } from "../lambda/invoke-endpoint.ts";
import { openRoad, type Road } from "../router/road.ts";
import { FUNCTION_NAMES } from "./product.ts";

export interface RegionNetwork {
  readonly lambdaUrl: string;
  readonly peerUrls: Readonly<Record<string, string>>;
  /** The DynamoDB of each peer. */
  readonly peerTableUrls: Readonly<Record<string, string>>;
  readonly paymentsUrl: string;
  /** Lambda's endpoint is away. */
  setDown(isDown: boolean): void;
  setCut(peer: Region, isCut: boolean): void;
  /** Cuts the road to what lies in no region. */
  setOutsideCut(isCut: boolean): void;
  close(): Promise<void>;
}

/** None of them needs to be open yet. */
export interface PeerPorts {
  readonly region: Region;
  readonly apiPort: number;
  readonly dynamodbPort: number;
}

export interface RegionNetworkOptions {
  readonly region: Region;
  readonly peers: readonly PeerPorts[];
  readonly paymentsPort: number;
  readonly invoke: Invoke;
}

export async function openRegionNetwork(options: RegionNetworkOptions): Promise<RegionNetwork> {
  const { region, peers, paymentsPort, invoke } = options;
  const isFunction = (name: string) => FUNCTION_NAMES.some((each) => each === name);
  const endpoint = await createInvokeEndpoint({ region, isFunction, invoke });
  const roads = new Map(await Promise.all(peers.map(async (peer) => [peer.region, await openRoads(peer)] as const)));
  const payments = await openRoad(paymentsPort);
  return {
    lambdaUrl: endpoint.url,
    peerUrls: Object.fromEntries([...roads].map(([peer, { api }]) => [peer, api.url])),
    peerTableUrls: Object.fromEntries([...roads].map(([peer, { table }]) => [peer, table.url])),
    paymentsUrl: payments.url,
    setDown: endpoint.setDown,
    setCut(peer, isCut) {
      for (const road of Object.values(roads.get(peer) ?? {})) road.setCut(isCut);
    },
    setOutsideCut: payments.setCut,
    async close() {
      await Promise.all(
        [endpoint, payments, ...[...roads.values()].flatMap(Object.values<Road>)].map((each) => each.close()),
      );
    },
  };
}

async function openRoads({ apiPort, dynamodbPort }: PeerPorts): Promise<{ readonly api: Road; readonly table: Road }> {
  return { api: await openRoad(apiPort), table: await openRoad(dynamodbPort) };
}
