/**
 * Another region's replica as a program in one environment sees it: over roads that may be cut one way or both, and then there is silence; and
 * never written. It is asked once, as in production, and its answers tell no clock the time.
 */
import { type Region, SECOND_MS } from "@tandem/kernel";
import { createMemoryRegionTable, type PeerTable, type ReadOptions } from "@tandem/replication";
import type { Environment } from "../machine/environment.ts";
import type { Network } from "./network.ts";
import { maybeTorn, type TableService } from "./table-port.ts";

export interface PeerPortOptions {
  readonly environment: Environment;
  readonly network: Network;
  /** Where the program runs. */
  readonly own: Region;
  readonly service: TableService;
}

/** As long as production waits for a request to a peer. */
export const PEER_TIMEOUT_MS = SECOND_MS;

export function createPeerPort({ environment, network, own, service }: PeerPortOptions): PeerTable {
  const { region } = service;
  const to = `peer table ${region}`;
  const { clock } = environment;
  const exact = createMemoryRegionTable({ region, clock, replica: service.replica });
  const careless = createMemoryRegionTable({ region, clock, replica: service.carelessView });
  const tableFor = ({ consistent }: ReadOptions): PeerTable => (consistent ? exact : careless);

  function call<T>(what: "read" | "page" | "walk", work: () => Promise<T>): Promise<T> {
    return environment.call({
      to,
      what,
      timeoutMs: PEER_TIMEOUT_MS,
      async serve() {
        if (!network.isReachable({ from: own, to: region })) return silence();
        const refusal = service.refusal("read");
        if (refusal !== undefined) throw refusal;
        const value = await work();
        return network.isReachable({ from: region, to: own }) ? value : silence();
      },
    });
  }

  return {
    region,
    async read(partitions, options) {
      const table = tableFor(options);
      return maybeTorn(environment, () => call("read", () => table.read(partitions, options)));
    },
    page: (partition, options) => call("page", () => tableFor(options).page(partition, options)),
    walk: (options) => call("walk", () => careless.walk(options)),
  };
}

/** What was sent is lost on the way, and nobody says so. */
function silence<T>(): Promise<T> {
  return Promise.withResolvers<T>().promise;
}
