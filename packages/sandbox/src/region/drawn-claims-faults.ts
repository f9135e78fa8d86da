/** What breaks in a history in which names are claimed: now and then a region does not hear the witness, for a while or for hours. */
import { below, fraction, type Random } from "@tandem/kernel";
import { LONG_FAULT_MS_MAX } from "./drawn-faults.ts";
import { oneRegion, type WorldFaultMenu } from "./drawn-faults-together.ts";
import type { WorldFault } from "./world-fault.ts";

const CUT_CHANCE = 0.4;
const CUTS_MAX = 3;
const LONG_CHANCE = 1 / 8;

export function drawClaimsFaults(random: Random, { regions, durationMs }: WorldFaultMenu): readonly WorldFault[] {
  if (fraction(random) >= CUT_CHANCE) return [];
  return Array.from({ length: 1 + below(random, CUTS_MAX) }, () => {
    const fromMs = below(random, durationMs);
    const longestMs = fraction(random) < LONG_CHANCE ? LONG_FAULT_MS_MAX : durationMs - fromMs;
    const untilMs = fromMs + 1 + below(random, longestMs);
    return { kind: "witness-cut", region: oneRegion(random, regions), fromMs, untilMs } as const;
  });
}
