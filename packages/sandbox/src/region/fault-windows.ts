/**
 * Lets the faults of a world's parts begin and end in their windows, and all of them end when the world is healed. Two windows of the same
 * fault that overlap are one: it is mended with the last of them.
 */
import type { Faults } from "../machine/faults.ts";
import { type Machine, START_MS } from "../machine/machine.ts";
import type { Mend } from "./network.ts";
import { describeFault, type WorldFault } from "./world-fault.ts";

export interface FaultWindowsOptions {
  readonly machine: Machine;
  readonly faults: Faults;
  readonly windows: readonly WorldFault[];
  readonly strike: (fault: WorldFault) => Mend;
}

interface Standing {
  readonly mend: Mend;
  windows: number;
}

export function startFaultWindows({ machine, faults, windows, strike }: FaultWindowsOptions): void {
  const standing = new Map<string, Standing>();

  function begin(fault: WorldFault, id: string): boolean {
    const name = describeFault(fault);
    if (!faults.strike({ id, kind: fault.kind, who: "world", where: "world", what: name })) return false;
    const known = standing.get(name);
    if (known === undefined) standing.set(name, { mend: strike(fault), windows: 1 });
    else known.windows += 1;
    return true;
  }

  function end(fault: WorldFault): void {
    const name = describeFault(fault);
    const known = standing.get(name);
    if (known === undefined) return;
    known.windows -= 1;
    if (known.windows > 0) return;
    standing.delete(name);
    known.mend();
    machine.trace({ who: "world", what: `mended ${name}` });
  }

  for (const [index, fault] of windows.entries()) {
    const delayMs = Math.max(0, START_MS + fault.fromMs - machine.nowMs());
    machine.after(delayMs, "a fault begins", () => {
      if (begin(fault, `world/${index}`)) machine.after(fault.untilMs - fault.fromMs, "a fault ends", () => end(fault));
    });
  }
  faults.whenHealed(() => {
    for (const { mend } of standing.values()) mend();
    standing.clear();
  });
}
