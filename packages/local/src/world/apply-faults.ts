/** Makes the services be as the board of faults says: each is told everything, every time, so that healing needs no memory. */
import type { FaultState } from "../control/fault-state.ts";
import type { Engines } from "./engines.ts";
import type { RunningRegion } from "./running-region.ts";

export interface FaultTargets {
  readonly engines: Engines;
  readonly services: readonly RunningRegion[];
}

export function createFaultApplier({ engines, services }: FaultTargets): (state: FaultState) => void {
  const { dynamodb, payments } = engines;
  const naturalLagMs = new Map(dynamodb.links.map((link) => [link, link.settings.lagMs]));
  const forgotten = new Set<string>();
  return (state) => {
    for (const service of services) service.applyFaults(state.region(service.region));
    for (const { region } of services) {
      const { isDown, isWitnessCut, table } = state.region(region);
      dynamodb.quorum.setDown(region, isDown || table.isDown);
      dynamodb.quorum.setWitnessCut(region, isWitnessCut);
    }
    for (const link of dynamodb.links) {
      const { lagMs, isCut } = state.link(link.from, link.to);
      link.set({ lagMs: Math.max(lagMs, naturalLagMs.get(link) ?? 0), partitioned: isCut });
      dynamodb.quorum.setCut(link.from, link.to, isCut);
      services.find(({ region }) => region === link.from)?.setPeerCut(link.to, isCut);
    }
    payments.faults.slowMs = state.payments.slowMs;
    payments.faults.isDown = state.payments.isDown;
    payments.faults.forgets = state.payments.forgetFaultIds.length > 0;
    for (const id of state.payments.forgetFaultIds) {
      if (!forgotten.has(id)) payments.forgetKeys();
      forgotten.add(id);
    }
  };
}
