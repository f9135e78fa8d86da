/** A quiet day in a local world, on real engines and at the pace of its machine. */
import { setTimeout as sleep } from "node:timers/promises";
import { emptied, SETTLE_MS_MAX, stopTicks } from "../emptied-world.ts";
import type { EngineWorld } from "../engine-world.ts";
import { createPeopleOnEngines } from "../people-on-engines.ts";
import { LEDGER_START, readLedger } from "../provider-ledger.ts";
import { untilAlike, untilAtRest } from "../rest.ts";
import { invokeTick } from "./invoke-tick.ts";
import type { QuietWorld } from "./quiet-world.ts";

/** For this long a read that need not be consistent may not show what was written, whatever the speed. */
const STALE_MS = 120;

export async function createQuietEngines(world: EngineWorld): Promise<QuietWorld> {
  await emptied(world);
  // Whoever comes next heals everything, should this day not come to its end.
  const startTicks = await stopTicks(world);
  const { end: skip } = await readLedger(world.paymentsUrl, LEDGER_START);
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
      for (const region of world.regions) {
        await invokeTick({ region, url: world.lambdaUrl(region) });
        await settle();
      }
    },
    pass: async (ms) => void (await sleep(ms)),
    async end() {
      const replicas = await untilAlike({ world, boundMs: SETTLE_MS_MAX });
      await startTicks();
      const { charges, refunds } = await readLedger(world.paymentsUrl, skip);
      return { replicas, charges, refunds };
    },
  };
}
