/** A quiet day in a local world, on real engines and at the pace of its machine. */
import { setTimeout as sleep } from "node:timers/promises";
import { SECOND_MS } from "@tandem/kernel";
import { emptied, SETTLE_MS_MAX, withoutTicks } from "../emptied-world.ts";
import type { EngineWorld } from "../engine-world.ts";
import { createPeopleOnEngines } from "../people-on-engines.ts";
import { readLedger } from "../provider-ledger.ts";
import { untilAlike, untilAtRest } from "../rest.ts";
import type { QuietWorld } from "./quiet-world.ts";

/** Two of them at least, and what they take on a busy machine. */
const TICKS_MS = 180 * SECOND_MS;
/** For this long a read that need not be consistent may not show what was written, whatever the speed. */
const STALE_MS = 120;

export async function createQuietEngines(world: EngineWorld): Promise<QuietWorld> {
  await emptied(world);
  const { end: skip } = await readLedger(world.paymentsUrl, 0);
  // Nobody judges who learned what when: nothing waits for the streams.
  const tail = { caughtUp: async () => undefined };

  async function settle(): Promise<void> {
    await sleep(STALE_MS);
    await untilAtRest({ world, boundMs: SETTLE_MS_MAX });
  }

  /** They are remembered for some seconds of the real clock, and functions that start anew remember none. */
  async function forgetPrices(): Promise<void> {
    const mends = await Promise.all(world.regions.map((region) => world.control.strike({ kind: "cold", region })));
    await Promise.all(mends.map((mend) => mend()));
  }

  return {
    name: "on engines",
    shop: createPeopleOnEngines({ world, tail, tempo: world.speed }),
    during: (work) => work(),
    settle,
    forgetPrices,
    async tick() {
      await sleep(TICKS_MS / world.speed);
      await settle();
    },
    async end() {
      const replicas = await withoutTicks(world, () => untilAlike({ world, boundMs: SETTLE_MS_MAX }));
      return { replicas, charges: (await readLedger(world.paymentsUrl, skip)).charges };
    },
  };
}
