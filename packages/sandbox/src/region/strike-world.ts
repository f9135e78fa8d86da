/** Makes one fault of a world's parts hold, and gives what takes it back. */
import { must, type Region } from "@tandem/kernel";
import type { Mend, Road } from "./network.ts";
import { type Network, OUTSIDE, roadsOf, WITNESS } from "./network.ts";
import { KEY_LIFE_MS } from "./payment-provider.ts";
import { USUAL_DUPLICATES } from "./region-queue.ts";
import type { RegionState } from "./region-state.ts";
import type { ReplicationLink } from "./replication-link.ts";
import type { WorldFaultKind } from "./world-fault.ts";
import type { PaymentSwitch } from "./world-parts.ts";

export interface StruckWorld {
  readonly network: Network;
  readonly regions: ReadonlyMap<Region, RegionState>;
  readonly links: readonly ReplicationLink[];
  readonly payments: PaymentSwitch;
}

/** While it forgets, the provider's keys live this long: less than any of our retries may wait. */
const FORGETFUL_KEY_LIFE_MS = 60_000;

/** The compiler holds the kinds against the cases: a fault that nothing is done for does not compile. */
export function strikeWorld(world: StruckWorld, fault: WorldFaultKind): Mend {
  switch (fault.kind) {
    case "region-down":
      return world.network.takeDown(fault.region);
    case "region-isolated":
      return world.network.cut(roadsOf(fault.region, [...world.regions.keys(), WITNESS]));
    case "witness-cut":
      return world.network.cut(roadsOf(fault.region, [WITNESS]));
    case "region-unreachable":
      return world.network.cut(roadsOf(fault.region, [OUTSIDE]));
    case "partition":
      return world.network.cut(roadsOf(fault.regions[0], [fault.regions[1]]));
    case "one-way-partition":
      return world.network.cut([roadOf(fault)]);
    case "replication-lag":
      return slowDown(world, fault);
    case "payment-down":
      return toggle((isOn) => {
        world.payments.isDown = isOn;
      });
    case "payment-forgets":
      return toggle((isOn) => world.payments.provider.setKeyLife(isOn ? FORGETFUL_KEY_LIFE_MS : KEY_LIFE_MS));
    case "table-down":
    case "table-read-only":
    case "queue-down":
    case "queue-stuck":
    case "stream-stuck":
    case "schedule-stopped":
    case "duplicate-messages":
    case "lost-messages":
    case "crash-all":
    case "cold":
      return strikeRegion(must(world.regions.get(fault.region), `no region ${fault.region}`), fault);
  }
}

/** Of one region's own parts; what a whole region is cut off from is the network's. */
type FaultInRegion = Exclude<
  Extract<WorldFaultKind, { readonly region: Region }>,
  { readonly kind: `region-${string}` | "witness-cut" }
>;

function strikeRegion(state: RegionState, fault: FaultInRegion): Mend {
  switch (fault.kind) {
    case "table-down":
      return toggle((isOn) => {
        state.switches.isTableDown = isOn;
      });
    case "table-read-only":
      return toggle((isOn) => {
        state.switches.isTableReadOnly = isOn;
      });
    case "queue-down":
      return toggle((isOn) => {
        state.switches.isQueueDown = isOn;
      });
    case "queue-stuck":
      return toggle(state.queueMapping.setStuck);
    case "stream-stuck":
      return toggle(state.streamMapping.setStuck);
    case "schedule-stopped":
      return toggle(state.schedule.setStopped);
    case "duplicate-messages":
      return toggle((isOn) => state.queue.queue.setDuplicates(isOn ? fault.rate : USUAL_DUPLICATES));
    case "lost-messages":
      return toggle((isOn) => state.queue.queue.setLosses(isOn ? fault.rate : 0));
    case "crash-all":
      for (const pool of Object.values(state.functions)) pool.killAll("all of them crash");
      return nothing;
    case "cold":
      for (const pool of Object.values(state.functions)) pool.retire();
      return nothing;
  }
}

function toggle(set: (isOn: boolean) => void): Mend {
  set(true);
  return () => set(false);
}

function roadOf({ from, to }: Road): Road {
  return { from, to };
}

function slowDown({ links }: StruckWorld, fault: Extract<WorldFaultKind, { kind: "replication-lag" }>): Mend {
  const link = must(
    links.find(({ from, to }) => from.region === fault.from && to.region === fault.to),
    `no link ${fault.from} > ${fault.to}`,
  );
  link.setLag(fault.ms);
  return () => link.setLag(undefined);
}

/** What was done at once needs no mending. */
function nothing(): undefined {
  return undefined;
}
