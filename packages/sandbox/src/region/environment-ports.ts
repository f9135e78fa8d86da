/** What a program is given that starts in an environment: the region's services behind calls of that environment, its time and its chance. */
import type { Region } from "@tandem/kernel";
import { createStampClock } from "@tandem/replication";
import { createEnvironment, type Environment } from "../machine/environment.ts";
import type { Errand } from "../machine/luck.ts";
import { createClaimsPort } from "./claims-port.ts";
import { createPaymentsPort } from "./payments-port.ts";
import { createPeerApiPort } from "./peer-api-port.ts";
import { createPeerPort } from "./peer-port.ts";
import { createQueuePort } from "./queue-port.ts";
import type { RegionBackends } from "./region-backends.ts";
import type { RegionPorts } from "./region-program.ts";
import { createTablePort } from "./table-port.ts";
import type { WorldParts } from "./world-parts.ts";

export interface ProgramStart {
  /** Unique in the history: `api us-east-1 #2`. */
  readonly name: string;
  readonly errand: Errand;
  readonly role: "api" | "worker" | "tick" | "stream";
  readonly services: RegionBackends;
  readonly parts: WorldParts;
}

export interface StartedEnvironment {
  readonly environment: Environment;
  readonly ports: RegionPorts;
}

export function startEnvironment({ name, errand, role, services, parts }: ProgramStart): StartedEnvironment {
  const { machine, faults, regions } = parts;
  const { region } = services.endpoint;
  const environment = createEnvironment({ machine, faults, name, region, role, errand });
  const { clock, random } = environment;
  const stamps = createStampClock({ region, clock });
  const ports: RegionPorts = {
    regions,
    table: createTablePort({ environment, service: services.table, onAnswer: stamps.witness }),
    peers: peerPorts(environment, region, parts),
    peerApis: peerApiPorts(environment, region, parts),
    stamps,
    queue: createQueuePort(environment, services.queue),
    payments: createPaymentsPort(environment, services.payments),
    claims: createClaimsPort({ environment, region, table: parts.claims }),
    clock,
    random,
    hazard: environment.hazard,
    log: traced(parts, { name, region }),
  };
  return { environment, ports };
}

function peerPorts(environment: Environment, own: Region, { regions, network, tableOf }: WorldParts) {
  const peers = regions.filter((region) => region !== own);
  return new Map(
    peers.map((peer) => [peer, createPeerPort({ environment, network, own, service: tableOf(peer) })] as const),
  );
}

function peerApiPorts(environment: Environment, own: Region, { machine, regions, apiOf }: WorldParts) {
  const peers = regions.filter((region) => region !== own);
  return new Map(peers.map((peer) => [peer, createPeerApiPort({ machine, environment, own, peer, apiOf })] as const));
}

/** What a program warns of belongs into the story; what it merely tells does not. */
function traced(
  { machine, onLog }: WorldParts,
  { name, region }: { name: string; region: Region },
): RegionPorts["log"] {
  return (line) => {
    onLog?.(line, region);
    const { level, message, ...others } = line;
    if (level === "info") return;
    const { cause } = others;
    machine.trace({
      who: name,
      where: region,
      what: `${level}: ${message}`,
      ...(cause === undefined ? {} : { detail: String(cause) }),
    });
  };
}
