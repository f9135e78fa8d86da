/**
 * Another region's API as a program in one environment reaches it: the same function that customers call, over roads between the regions that may
 * be cut one way or both. It is asked once, as in production.
 */
import { contentId, type Region, SECOND_MS } from "@tandem/kernel";
import type { Environment } from "../machine/environment.ts";
import type { Machine } from "../machine/machine.ts";
import type { RegionApi } from "./region-api.ts";
import type { PeerApi } from "./region-program.ts";

/** As long as production waits for it. */
const PEER_API_TIMEOUT_MS = 2 * SECOND_MS;

export function createPeerApiPort(options: {
  readonly machine: Pick<Machine, "errand">;
  readonly environment: Environment;
  /** Where the program runs. */
  readonly own: Region;
  readonly peer: Region;
  /** There is one once the world stands. */
  readonly apiOf: (region: Region) => RegionApi;
}): PeerApi {
  const { machine, environment, own, peer, apiOf } = options;
  return {
    region: peer,
    async post({ path, headers, body }) {
      const errand = machine.errand(`${own} asks ${peer}: ${path}, ${contentId("ask", [body])}`);
      const request = new Request(`http://${peer}.invalid${path}`, { method: "POST", headers, body });
      const { status } = await environment.call({
        to: `peer api ${peer}`,
        what: path,
        timeoutMs: PEER_API_TIMEOUT_MS,
        serve: () => apiOf(peer).serve(request, errand, own),
      });
      return status;
    },
  };
}
