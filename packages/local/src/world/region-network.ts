/** What a region's functions call by address besides DynamoDB and SQS: Lambda itself, and the peers' APIs over roads that can be cut. */
import type { Region } from "@tandem/kernel";
import type { Invoke } from "../lambda/invocation.ts";
import { createInvokeEndpoint } from "../lambda/invoke-endpoint.ts";
import { openPeerRoad } from "../router/peer-road.ts";
import { FUNCTION_NAMES } from "./product.ts";

export interface RegionNetwork {
  readonly lambdaUrl: string;
  readonly peerUrls: Readonly<Record<string, string>>;
  /** Lambda's endpoint is away. */
  setDown(isDown: boolean): void;
  setCut(peer: Region, isCut: boolean): void;
  close(): Promise<void>;
}

export interface RegionNetworkOptions {
  readonly region: Region;
  /** The ports of the peers' APIs, which need not be open yet. */
  readonly peers: readonly { readonly region: Region; readonly apiPort: number }[];
  readonly invoke: Invoke;
}

export async function openRegionNetwork({ region, peers, invoke }: RegionNetworkOptions): Promise<RegionNetwork> {
  const isFunction = (name: string) => FUNCTION_NAMES.some((each) => each === name);
  const endpoint = await createInvokeEndpoint({ region, isFunction, invoke });
  const roads = await Promise.all(peers.map((peer) => openPeerRoad(peer.region, peer.apiPort)));
  return {
    lambdaUrl: endpoint.url,
    peerUrls: Object.fromEntries(roads.map(({ peer, url }) => [peer, url])),
    setDown: endpoint.setDown,
    setCut: (peer, isCut) => roads.find((road) => road.peer === peer)?.setCut(isCut),
    async close() {
      await Promise.all([endpoint, ...roads].map((each) => each.close()));
    },
  };
}
