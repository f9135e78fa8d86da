/**
 * What a region has that programs call, and the switches that a fault turns: its table on its replica, its queue, the road to the payment
 * provider. What a switch refuses was not done, and the caller knows.
 */
import type { Hint } from "@tandem/delivery";
import { below, Fault, type Region } from "@tandem/kernel";
import { createCarelessView } from "./careless-view.ts";
import { startExpirySweep } from "./expiry-sweep.ts";
import { OUTSIDE } from "./network.ts";
import type { PaymentService } from "./payments-port.ts";
import type { QueueService } from "./queue-port.ts";
import { createRegionQueue } from "./region-queue.ts";
import { createReplicaEndpoint, type ReplicaEndpoint } from "./replica-endpoint.ts";
import type { TableService } from "./table-port.ts";
import { createTransactionConflicts } from "./transaction-conflicts.ts";
import type { WorldParts } from "./world-parts.ts";

export interface RegionBackends {
  readonly endpoint: ReplicaEndpoint;
  readonly table: TableService;
  readonly queue: QueueService;
  readonly payments: PaymentService;
  readonly switches: RegionSwitches;
}

export interface RegionSwitches {
  isTableDown: boolean;
  isTableReadOnly: boolean;
  isQueueDown: boolean;
}

/** How far the clocks of two replicas' endpoints may be apart: AWS's own are good, and nobody promises it. */
const ENDPOINT_SKEW_MS_MAX = 50;

export function createRegionBackends(region: Region, parts: WorldParts): RegionBackends {
  const { machine, network, numbers, payments } = parts;
  const random = machine.fork(`services of ${region}`);
  const skewMs = below(random, 2 * ENDPOINT_SKEW_MS_MAX + 1) - ENDPOINT_SKEW_MS_MAX;
  const nowMs = (): number => machine.nowMs() + skewMs;
  const switches: RegionSwitches = { isTableDown: false, isTableReadOnly: false, isQueueDown: false };
  const endpoint = createReplicaEndpoint({ region, nowMs });
  startExpirySweep({ machine, network, endpoint, random });

  return {
    endpoint,
    switches,
    table: {
      region,
      nowMs,
      replica: endpoint.replica,
      conflicts: createTransactionConflicts(region, machine.nowMs),
      carelessView: createCarelessView({ endpoint, nowMs: machine.nowMs, random: machine.chance }),
      refusal(call) {
        const isRefused = switches.isTableDown || (switches.isTableReadOnly && call === "write");
        return isRefused || network.isDown(region) ? unavailable(`table ${region}`) : undefined;
      },
    },
    queue: {
      region,
      queue: createRegionQueue<Hint>({ nowMs: machine.nowMs, random: machine.chance, numbers: numbers.queue }),
      refusal: () => (switches.isQueueDown || network.isDown(region) ? unavailable(`queue ${region}`) : undefined),
    },
    payments: {
      provider: payments.provider,
      refusal() {
        const isReachable = network.isReachable({ from: region, to: OUTSIDE });
        return payments.isDown || !isReachable ? unavailable("payments") : undefined;
      },
    },
  };
}

function unavailable(what: string): Fault {
  return new Fault({ code: "unavailable", message: `${what} is away (simulated)`, retryable: true, mayBeDone: false });
}
