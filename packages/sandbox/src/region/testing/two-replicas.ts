/** Two replicas on one machine and a road between them, with a link in each direction: the smallest world that replicates. */
import { createMachine, type Machine, START_MS } from "../../machine/machine.ts";
import { createNetwork, type Network } from "../network.ts";
import { createReplicaEndpoint, type ReplicaEndpoint } from "../replica-endpoint.ts";
import { createReplicationLink, type ReplicationLink } from "../replication-link.ts";
import { EAST, WEST } from "./items.ts";

export interface TwoReplicas {
  readonly machine: Machine;
  readonly network: Network;
  readonly east: ReplicaEndpoint;
  readonly west: ReplicaEndpoint;
  readonly eastward: ReplicationLink;
  readonly westward: ReplicationLink;
  /** Lets time pass until so many milliseconds after the start. */
  until(sinceStartMs: number): Promise<void>;
}

export function createTwoReplicas({ seed = 1, lagMs = 100 } = {}): TwoReplicas {
  const machine = createMachine({ seed });
  const network = createNetwork();
  const east = createReplicaEndpoint({ region: EAST, nowMs: machine.nowMs });
  const west = createReplicaEndpoint({ region: WEST, nowMs: machine.nowMs });
  const shared = { machine, network, lagMs };
  return {
    machine,
    network,
    east,
    west,
    westward: createReplicationLink({ ...shared, from: east, to: west }),
    eastward: createReplicationLink({ ...shared, from: west, to: east }),
    until: (sinceStartMs) => machine.run(START_MS + sinceStartMs),
  };
}
