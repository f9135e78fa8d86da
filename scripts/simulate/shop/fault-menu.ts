/**
 * What can befall the shop's programs, from which each seed draws its own few: calls that are slow, lost or refused, environments that die at
 * a call or at a named point, clocks that are wrong. A new fault is a line here.
 */
import type { CallFaultKind, SwarmMenu } from "@tandem/sandbox";

/** Programs make a thousand calls in a history: more often than this, nothing ever succeeds. */
const CALL_RATES = [1 / 1_024, 1 / 16] as const;
/** Few calls are about claims, and few of those let one go. */
const CLAIM_RATES = [1 / 256, 1 / 4] as const;
const RELEASE_RATES = [1 / 4, 1] as const;
/** Of commits that are late many have to be, or none that was refused meanwhile is among them. */
const LATE_RATES = [1 / 16, 1 / 2] as const;
const LATE_MS = [100, 8_000] as const;
/** Of those who die often, little is heard. */
const CRASH_RATES = [1 / 1_024, 1 / 64] as const;
/** A point is passed by few, so that it strikes more often there. */
const POINT_RATES = [1 / 256, 1 / 8] as const;
/** Of a region's environments, some to all. */
const CLOCK_RATES = [1 / 8, 1] as const;

/** Twice what a time server corrects: a clock that is worse is one that stands wrong, a step. */
const DRIFT_PPM = 1_000;

const CALL_KINDS: readonly CallFaultKind[] = [
  "slow",
  "throttled",
  "unreachable",
  "request-lost",
  "answer-lost",
  "late",
];
const CRASH_KINDS: readonly CallFaultKind[] = ["crash-before", "crash-between"];
const TARGETS = ["table", "queue", "payments"] as const;
/** Functions of a region, as the world names their roles. */
const ROLES = ["api", "worker", "tick", "stream"] as const;

/** From a customer to a region: from wherever; or from next door, so that two who ask at one moment are heard at one moment. */
const ROAD_MS = { far: [5, 120], near: [5, 8] } as const;

export function faultMenu(durationMs: number, customers: keyof typeof ROAD_MS): SwarmMenu {
  return {
    durationMs,
    latencies: [
      { target: { to: "api" }, ms: ROAD_MS[customers] },
      { target: { to: "payments" }, ms: [20, 600] },
    ],
    calls: [
      ...TARGETS.flatMap((to) =>
        CALL_KINDS.map((kind) => ({ kind, target: { to }, rates: CALL_RATES, ...longer(kind) })),
      ),
      // Between a customer and a region.
      ...(["request-lost", "answer-lost", "late"] as const).map((kind) => ({
        ...{ kind, target: { role: "client" }, rates: CALL_RATES, ...longer(kind) },
      })),
      ...ROLES.flatMap((role) => CRASH_KINDS.map((kind) => ({ kind, target: { role }, rates: CRASH_RATES }))),
    ],
    hazards: ROLES.flatMap((role) => [
      { kind: "crash" as const, target: { role }, rates: POINT_RATES },
      { kind: "pause" as const, target: { role }, rates: POINT_RATES, ms: [100, 20_000] as const },
    ]),
    clocks: [
      { kind: "step", target: {}, rates: CLOCK_RATES, amount: [-60_000, 60_000] },
      { kind: "step", target: { role: "api" }, rates: CLOCK_RATES, amount: [-3_600_000, 3_600_000] },
      { kind: "step", target: { role: "worker" }, rates: CLOCK_RATES, amount: [-3_600_000, 3_600_000] },
      { kind: "step", target: { role: "tick" }, rates: CLOCK_RATES, amount: [-3_600_000, 3_600_000] },
      { kind: "drift", target: {}, rates: CLOCK_RATES, amount: [-DRIFT_PPM, DRIFT_PPM] },
    ],
  };
}

/** Commits that are given up and done all the same, by the dozen; drawn by itself, in few histories. */
export function lateCommitsMenu(durationMs: number): SwarmMenu {
  const target = { to: "table", what: "commit" };
  return {
    durationMs,
    latencies: [],
    calls: [{ kind: "late", target, rates: LATE_RATES, ms: LATE_MS }],
    hazards: [],
    clocks: [],
  };
}

/** What can befall those who claim a name; drawn by itself, where anybody does. */
export function claimsMenu(durationMs: number): SwarmMenu {
  return {
    durationMs,
    latencies: [{ target: { to: "claims" }, ms: [10, 150] }],
    calls: [
      ...CALL_KINDS.map((kind) => ({ kind, target: { to: "claims" }, rates: CLAIM_RATES, ...longer(kind) })),
      ...(["throttled", "unreachable", "answer-lost"] as const).map((kind) => {
        return { kind, target: { to: "claims", what: "release" }, rates: RELEASE_RATES };
      }),
    ],
    hazards: [],
    clocks: [],
  };
}

function longer(kind: CallFaultKind): { readonly ms?: readonly [number, number] } {
  return kind === "slow" || kind === "late" ? { ms: LATE_MS } : {};
}
