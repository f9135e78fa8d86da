/** What is done to a local world between two histories: its tables are emptied, so that none finds what another left, and its ticks stopped for a moment. */
import { SECOND_MS } from "@tandem/kernel";
import type { EngineWorld } from "./engine-world.ts";
import { untilAlike } from "./rest.ts";

/** Whatever the speed: replication, functions and the machine take their own time. */
export const SETTLE_MS_MAX = 30 * SECOND_MS;

/** Heals everything, and deletes everything everywhere. */
export async function emptied(world: EngineWorld): Promise<void> {
  await world.control.healAll();
  await withoutTicks(world, async () => {
    await untilAlike({ world, boundMs: SETTLE_MS_MAX });
    await world.tables[0]?.clear();
    await untilAlike({ world, boundMs: SETTLE_MS_MAX });
  });
}

/** Beats go on for ever, so that replicas are the same to the last item only while no region has its ticks. */
export async function withoutTicks<T>(world: EngineWorld, work: () => Promise<T>): Promise<T> {
  const startTicks = await stopTicks(world);
  try {
    return await work();
  } finally {
    await startTicks();
  }
}

/** Answers what lets them go on. */
export async function stopTicks({ control, regions }: EngineWorld): Promise<() => Promise<void>> {
  const mends = await Promise.all(regions.map((region) => control.strike({ kind: "schedule-stopped", region })));
  return async () => void (await Promise.all(mends.map((mend) => mend())));
}
