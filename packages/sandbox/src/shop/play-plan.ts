/** Plays a plan in a world: every operation at its time, by a person of its own; and at the end, a last look at everything from everywhere. */
import { createClient } from "./client.ts";
import type { Patience, Plan, PlannedOperation } from "./plan.ts";
import type { Recorder } from "./recorder.ts";
import type { ShopWorld } from "./shop-world.ts";

export interface Play {
  /** Resolves when everybody is done. */
  people(): Promise<void>;
  /** Asks every region for all orders and products. For when the world is healed and at rest: what it shows then is the end. */
  lastLook(): Promise<void>;
}

/** Nothing is wrong any more, so a first try is enough; a second is for a cold start that takes its time. */
const LAST_PATIENCE: Patience = { timeoutMs: 30_000, triesMax: 2, pauseMs: 1_000, moves: false };
const LAST_LIMIT = 25;

export function createPlay(options: {
  readonly plan: Plan;
  readonly world: ShopWorld;
  readonly recorder: Recorder;
}): Play {
  const { plan, world, recorder } = options;
  const client = createClient({ world, recorder, regions: plan.regions, toldOrders: new Map() });
  return {
    async people() {
      await Promise.all(
        plan.operations.map(async (planned) => {
          await world.sleep(planned.afterMs, planned.id);
          await client.play(planned);
        }),
      );
    },
    async lastLook() {
      await Promise.all(lastLooks(plan).map((planned) => client.play(planned)));
    },
  };
}

function lastLooks({ regions, customers, skus }: Plan): readonly PlannedOperation[] {
  const details = { afterMs: 0, patience: LAST_PATIENCE };
  return regions.flatMap((region) => [
    ...customers.map((customer): PlannedOperation => {
      const operation = { kind: "list-orders", customer, limit: LAST_LIMIT } as const;
      return { id: `last look in ${region} at the orders of ${customer}`, region, operation, ...details };
    }),
    ...skus.map((sku): PlannedOperation => {
      const operation = { kind: "read-product", sku } as const;
      return { id: `last look in ${region} at ${sku}`, region, operation, ...details };
    }),
    {
      id: `last look in ${region} at all products`,
      region,
      operation: { kind: "list-products", limit: LAST_LIMIT } as const,
      ...details,
    },
  ]);
}
