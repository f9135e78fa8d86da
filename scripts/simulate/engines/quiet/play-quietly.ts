/** Plays a quiet day: one operation after the other, each given the time that it needs, and a last look. */
import { createClient, createPlay, createRecorder, type History, type Plan } from "@tandem/sandbox";
import type { QuietEnding, QuietWorld } from "./quiet-world.ts";
import { createShortRegions } from "./short-regions.ts";

export interface QuietDay {
  readonly world: string;
  readonly history: History;
  readonly ending: QuietEnding;
}

/** Everything else leaves something to be done, or to be learned elsewhere. */
const READS = /^(?:read|list)-/;
/** What one tick gives another takes: after so many nothing of a day is still on its way. */
const LAST_TICKS = 2;

export async function playQuietly(world: QuietWorld, plan: Plan): Promise<QuietDay> {
  const recorder = createRecorder(world.shop);
  const { regions } = plan;
  const short = createShortRegions(world.shop);
  const client = createClient({ world: short.shop, recorder, regions, told: new Map() });
  let isListed = false;
  let isPriced = true;
  for (const planned of plan.operations) {
    const { kind } = planned.operation;
    if (kind === "list-products" && !isListed) {
      await world.tick();
      isListed = true;
    }
    if (kind === "place-order" && !isPriced) {
      await world.forgetPrices();
      isPriced = true;
    }
    if (kind === "place-order") await world.pass(short.waitFor(planned));
    await world.during(() => client.play(planned));
    if (READS.test(kind)) continue;
    await world.settle();
    if (kind === "put-product") isPriced = false;
    isListed = false;
    // Stock moves to where somebody asked for it in vain.
    if (short.isNewlyShort()) await world.tick();
  }
  for (let ticks = 0; ticks < LAST_TICKS; ticks += 1) await world.tick();
  const restedMs = world.shop.nowMs();
  await world.during(() => createPlay({ plan, world: world.shop, recorder }).lastLook());
  const ending = await world.end();
  return { world: world.name, ending, history: recorder.history({ regions, restedMs, ending: ending.replicas }) };
}
