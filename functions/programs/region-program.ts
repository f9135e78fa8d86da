/**
 * All that runs in a region, as one value for whoever has a world to run it in: the simulation plays exactly the programs that the Lambda
 * functions are made of.
 */
import type { Claims } from "@tandem/claims";
import { type Change, type Consumed, type Hint, type HintQueue, hintsOf } from "@tandem/delivery";
import { createKeyRing, type PeerApi, type TokenVerifier } from "@tandem/http";
import type { Region } from "@tandem/kernel";
import type { PeerTable } from "@tandem/replication";
import type { Payments } from "@tandem/shop";
import { createMetrics } from "../metrics.ts";
import type { PeerProbe } from "../peer-probe.ts";
import { createApiProgram } from "./api-program.ts";
import type { RegionPorts } from "./region-ports.ts";
import { createTickProgram, type TickProgram } from "./tick-program.ts";
import { createWorkerProgram } from "./worker-program.ts";

export interface WorldPorts extends RegionPorts {
  readonly queue: HintQueue;
  readonly payments: Payments;
  /** None in a world without roads between its regions. */
  readonly peers?: ReadonlyMap<Region, PeerTable>;
  readonly peerApis?: ReadonlyMap<Region, PeerApi>;
  /** None in a world without a table that all regions decide in: then nobody has a handle. */
  readonly claims?: Claims;
  /** A world without addresses asks no peer. */
  askPeers?(): Promise<readonly PeerProbe[]>;
}

/** Each is built once for an environment, and keeps what a warm one keeps. */
export interface RegionProgram {
  api(ports: WorldPorts): { fetch(request: Request): Promise<Response> };
  worker(ports: WorldPorts): { consume(hint: Hint): Promise<Consumed> };
  tick(ports: WorldPorts): TickProgram;
  /** What the reader of a region's stream passes on. */
  hintsOf(changes: readonly Change[], own: Region): readonly Hint[];
}

export interface RegionProgramOptions {
  /** Who may sign in: a world has no issuer of real tokens. */
  readonly tokens: TokenVerifier;
  /** Hears what would become a metric; nobody, if there is none. */
  readonly onMetric?: (line: string) => void;
}

export function createRegionProgram({ tokens, onMetric = ignore }: RegionProgramOptions): RegionProgram {
  const metricsOf = ({ table: { region }, clock }: WorldPorts) =>
    createMetrics({ table: "simulated", region, clock, write: onMetric });
  const keys = createKeyRing([{ id: "simulated", secret: "what every region of a simulated world knows" }]);
  return {
    api(ports) {
      const app = createApiProgram({
        peers: new Map(),
        peerApis: new Map(),
        ...ports,
        metrics: metricsOf(ports),
        tokens,
        keys,
        globalHost: undefined,
        speed: 1,
      });
      return { fetch: async (request) => app.fetch(request) };
    },
    worker: (ports) => createWorkerProgram({ ...ports, metrics: metricsOf(ports), speed: 1 }),
    tick: (ports) => createTickProgram({ askPeers: async () => [], ...ports, metrics: metricsOf(ports), speed: 1 }),
    hintsOf,
  };
}

function ignore(): void {
  // Nobody looks at the numbers of such a world, and they are still made and checked.
}
