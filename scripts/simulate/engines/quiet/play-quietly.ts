/** Plays a quiet day: one operation after the other, each given the time that it needs, and a last look. */
import { createClient, createPlay, createRecorder, type History, type Plan } from "@tandem/sandbox";
import type { QuietEnding, QuietWorld } from "./quiet-world.ts";

export interface QuietDay {
  readonly world: string;
  readonly history: History;
  readonly ending: QuietEnding;
}

type Kind = Plan["operations"][number]["operation"]["kind"];

/** What leaves something to be done, or to be learned elsewhere. */
const WRITES: ReadonlySet<Kind> = new Set<Kind>(["put-product", "restock", "place-order"]);

export async function playQuietly(world: QuietWorld, plan: Plan): Promise<QuietDay> {
  const recorder = createRecorder(world.shop);
  const { regions } = plan;
  const client = createClient({ world: world.shop, recorder, regions, toldOrders: new Map() });
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
    await world.during(() => client.play(planned));
    if (!WRITES.has(kind)) continue;
    await world.settle();
    if (kind === "put-product") isPriced = false;
    isListed = false;
  }
  await world.tick();
  const restedMs = world.shop.nowMs();
  await world.during(() => createPlay({ plan, world: world.shop, recorder }).lastLook());
  const ending = await world.end();
  return { world: world.name, ending, history: recorder.history({ regions, restedMs, ending: ending.replicas }) };
}
