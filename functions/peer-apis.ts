/** The roads to the APIs of the other regions, for what one region asks of another while a customer waits: asked once, and not for long. */
import type { PeerApi } from "@tandem/http";
import { Fault, type Region, region, SECOND_MS } from "@tandem/kernel";

/** A cold start with its first commit fits in it; a customer waits no longer for a second region. */
const PEER_API_TIMEOUT_MS = 2 * SECOND_MS;

export function createPeerApis(settings: {
  readonly TANDEM_PEERS: Readonly<Record<Region, string>>;
}): ReadonlyMap<Region, PeerApi> {
  const addresses = Object.entries(settings.TANDEM_PEERS);
  return new Map(addresses.map(([peer, baseUrl]) => [region(peer), createPeerApi(region(peer), baseUrl)]));
}

/** `baseUrl` ends in no slash. */
export function createPeerApi(peer: Region, baseUrl: string, timeoutMs = PEER_API_TIMEOUT_MS): PeerApi {
  return {
    region: peer,
    async post({ path, headers, body }) {
      try {
        const response = await fetch(`${baseUrl}${path}`, {
          method: "POST",
          headers,
          body,
          redirect: "manual",
          signal: AbortSignal.timeout(timeoutMs),
        });
        // Read to its end, or the connection could not be used again.
        await response.arrayBuffer();
        return response.status;
      } catch (cause) {
        const message = `the API of ${peer} does not answer`;
        throw new Fault({ code: "unavailable", message, retryable: true, mayBeDone: true, cause });
      }
    },
  };
}
