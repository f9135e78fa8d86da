/** Every kind of fault and operation there is, for naming those that no history met. The compiler holds the lists against the kinds. */
import type { CallFaultKind, ClockRule, HazardRule, OperationKind, WorldFaultKind } from "@tandem/sandbox";

const CALLS: Readonly<Record<CallFaultKind, true>> = {
  slow: true,
  throttled: true,
  unreachable: true,
  "request-lost": true,
  "answer-lost": true,
  late: true,
  "crash-before": true,
  "crash-between": true,
};
const POINTS: Readonly<Record<HazardRule["kind"], true>> = { crash: true, pause: true };
const CLOCKS: Readonly<Record<`clock ${ClockRule["kind"]}`, true>> = { "clock step": true, "clock drift": true };
const WORLD: Readonly<Record<WorldFaultKind["kind"], true>> = {
  "region-down": true,
  "region-isolated": true,
  "region-unreachable": true,
  "witness-cut": true,
  partition: true,
  "one-way-partition": true,
  "replication-lag": true,
  "table-down": true,
  "table-read-only": true,
  "queue-stuck": true,
  "queue-down": true,
  "stream-stuck": true,
  "schedule-stopped": true,
  "duplicate-messages": true,
  "lost-messages": true,
  "payment-down": true,
  "payment-forgets": true,
  "crash-all": true,
  cold: true,
};
const OPERATIONS: Readonly<Record<OperationKind, true>> = {
  "put-product": true,
  restock: true,
  "place-order": true,
  "cancel-order": true,
  "read-order": true,
  "probe-order": true,
  "list-orders": true,
  "read-product": true,
  "list-products": true,
  "add-to-cart": true,
  "remove-from-cart": true,
  "show-cart": true,
  "check-out": true,
  "edit-profile": true,
  "read-profile": true,
  "claim-handle": true,
  "read-handle": true,
  "erase-person": true,
  "list-conflicts": true,
};

export const KNOWN_FAULTS: readonly string[] = Object.keys({ ...CALLS, ...POINTS, ...CLOCKS, ...WORLD });
export const KNOWN_OPERATIONS: readonly string[] = Object.keys(OPERATIONS);
