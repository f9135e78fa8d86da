/** Strikes a history's faults at their times, as many times faster as its people come, and mends each at its end. */
import { setTimeout as sleep } from "node:timers/promises";
import { describeFault, type Recorder, type WorldFault } from "@tandem/sandbox";
import type { EngineWorld } from "./engine-world.ts";
import { onEngines } from "./faults-on-engines.ts";

export interface Strikes {
  /** What was planned and cannot be done here, a sentence each. */
  readonly skipped: readonly string[];
  /** Mends all, and strikes no more. */
  healAll(): Promise<void>;
}

export interface StrikesOptions {
  readonly world: Pick<EngineWorld, "control" | "regions" | "speed">;
  readonly faults: readonly WorldFault[];
  readonly tempo: number;
  readonly recorder: Recorder;
}

export function strikeEngines({ world, faults, tempo, recorder }: StrikesOptions): Strikes {
  const over = new AbortController();
  const skipped: string[] = [];
  const underWay: Promise<void>[] = [];

  async function until(ms: number): Promise<boolean> {
    return await sleep(ms / tempo, true, { signal: over.signal }).catch(() => false);
  }

  async function play(fault: WorldFault): Promise<void> {
    const local = onEngines(fault, world);
    if (typeof local === "string") {
      skipped.push(`${describeFault(fault)}: ${local}`);
      return;
    }
    if (!(await until(fault.fromMs))) return;
    const mends = await Promise.all(local.map((each) => world.control.strike(each)));
    tell(`${describeFault(fault)} begins`);
    // What is left when all is healed, is healed with all.
    if (!(await until(fault.untilMs - fault.fromMs))) return;
    await Promise.all(mends.map((mend) => mend()));
    tell(`${describeFault(fault)} ends`);
  }

  function tell(what: string): void {
    recorder.add({ kind: "happened", region: undefined, what });
  }

  for (const fault of faults) underWay.push(play(fault));
  return {
    skipped,
    async healAll() {
      over.abort();
      await Promise.all(underWay);
      await world.control.healAll();
      tell("everything is healed");
    },
  };
}
