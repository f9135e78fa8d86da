/** Makes an environment's clock wrong when its faults say so, and right again when their window ends or all is healed. */
import type { Faults, Skew } from "./faults.ts";
import type { Machine } from "./machine.ts";
import type { SkewedClock } from "./skewed-clock.ts";

export interface ClockFaults {
  readonly machine: Machine;
  readonly faults: Faults;
  readonly clock: SkewedClock;
  readonly skews: readonly Skew[];
}

/** Returns what to call when the environment is gone, and its clock with it. */
export function skewClock({ machine, faults, clock, skews }: ClockFaults): () => void {
  for (const { kind, amount, fromMs, untilMs } of skews) {
    const begin = () => {
      if (faults.isHealed) return;
      if (kind === "step") clock.step(amount);
      else clock.drift(amount);
    };
    const delayMs = fromMs - machine.nowMs();
    if (delayMs <= 0) begin();
    else machine.after(delayMs, "a clock goes wrong", begin);
    if (Number.isFinite(untilMs)) machine.after(untilMs - machine.nowMs(), "a clock is set right", clock.heal);
  }
  return faults.whenHealed(clock.heal);
}
