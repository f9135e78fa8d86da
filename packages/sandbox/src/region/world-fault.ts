/**
 * What can go wrong with a world's parts, as data with a window: a region gone and back, roads cut one way or both, pollers that stand
 * still, a provider that is down or forgets. What can befall a single call, a point of the code or a clock is in the machine's own
 * plan. Kinds and fields are named as in the local world's control API where that has them, so that a history can be played there.
 */
import type { Region } from "@tandem/kernel";
import type { FaultWindow } from "../machine/fault-plan.ts";

export type WorldFault = Required<FaultWindow> & WorldFaultKind;

export type WorldFaultKind =
  /** Nothing in it runs, nothing reaches it; what it holds is there again when it is back. */
  | { readonly kind: "region-down"; readonly region: Region }
  /** Cut off from the other regions, and going on by itself. */
  | { readonly kind: "region-isolated"; readonly region: Region }
  /** Does not hear the witness, the third voter of two regions: what the whole world decides needs the other region then. */
  | { readonly kind: "witness-cut"; readonly region: Region }
  /** Cut off from customers and the payment provider, and in step with the other regions. */
  | { readonly kind: "region-unreachable"; readonly region: Region }
  | { readonly kind: "partition"; readonly regions: readonly [Region, Region] }
  | { readonly kind: "one-way-partition"; readonly from: Region; readonly to: Region }
  | { readonly kind: "replication-lag"; readonly from: Region; readonly to: Region; readonly ms: number }
  | { readonly kind: "table-down"; readonly region: Region }
  | { readonly kind: "table-read-only"; readonly region: Region }
  | { readonly kind: "queue-stuck"; readonly region: Region }
  | { readonly kind: "queue-down"; readonly region: Region }
  | { readonly kind: "stream-stuck"; readonly region: Region }
  | { readonly kind: "schedule-stopped"; readonly region: Region }
  | { readonly kind: "duplicate-messages"; readonly region: Region; readonly rate: number }
  /** The queue takes messages and loses some: purged by somebody, or left behind in the dead letters. */
  | { readonly kind: "lost-messages"; readonly region: Region; readonly rate: number }
  | { readonly kind: "payment-down" }
  | { readonly kind: "payment-forgets" }
  /** Every environment of the region is ended at the beginning of the window, whatever it does. */
  | { readonly kind: "crash-all"; readonly region: Region }
  /** Every environment of the region that is free at the beginning of the window starts anew. */
  | { readonly kind: "cold"; readonly region: Region };

/** What a person reads in a story: `partition us-east-1, us-west-2`. */
export function describeFault(fault: WorldFaultKind): string {
  switch (fault.kind) {
    case "partition":
      return `${fault.kind} ${fault.regions.join(", ")}`;
    case "one-way-partition":
    case "replication-lag":
      return `${fault.kind} ${fault.from} > ${fault.to}`;
    case "payment-down":
    case "payment-forgets":
      return fault.kind;
    default:
      return `${fault.kind} ${fault.region}`;
  }
}
