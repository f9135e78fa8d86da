/**
 * What each fault of the simulated world is in a local one. The compiler asks for every kind: one that a local world cannot do says why, and is
 * named to whoever reads what was played.
 */
import type { WorldFault, WorldFaultKind } from "@tandem/sandbox";
import type { LocalFault } from "./control.ts";

type Kind = WorldFaultKind["kind"];
type OfKind<K extends Kind> = WorldFaultKind & { readonly kind: K };

/** The faults that are the same together, or a sentence that says why there are none. */
type OnEngines = readonly LocalFault[] | string;

interface Played {
  readonly regions: readonly string[];
}

const ON_ENGINES: { readonly [K in Kind]: (fault: OfKind<K>, played: Played) => OnEngines } = {
  "region-down": same,
  "region-isolated": ({ region }, { regions }) => [
    { kind: "witness-cut", region },
    ...regions
      .filter((peer) => peer !== region)
      .map((peer) => ({ kind: "partition", regions: [region, peer] }) as const),
  ],
  "witness-cut": same,
  "region-unreachable": same,
  partition: same,
  "one-way-partition": same,
  "replication-lag": same,
  "table-down": same,
  "table-read-only": same,
  // Both pollers of the region stand still there, the stream's as well.
  "queue-stuck": same,
  "queue-down": same,
  "stream-stuck": same,
  "schedule-stopped": same,
  "duplicate-messages": same,
  "lost-messages": same,
  "payment-down": same,
  "payment-forgets": same,
  "crash-all": same,
  cold: same,
};

/** A fault without its window: that is kept by whoever strikes. */
export function onEngines(fault: WorldFault, played: Played): OnEngines {
  const { fromMs: _from, untilMs: _until, ...kind } = fault;
  const play = ON_ENGINES[fault.kind] as (fault: WorldFaultKind, played: Played) => OnEngines;
  return play(kind as WorldFaultKind, played);
}

/** Kinds and fields are named alike in both worlds. */
function same(fault: WorldFaultKind): OnEngines {
  return [fault];
}
