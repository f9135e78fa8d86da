/** Plays a plan in a world: every operation at its time, by a person of its own; and at the end, a last look at everything from everywhere. */
import { createClient } from "./client.ts";
import { lastCustomer, lastWrites } from "./last-writes.ts";
import { isPeopleOperation, type PeopleOperation } from "./people-operations.ts";
import type { Patience, Plan, PlannedOperation } from "./plan.ts";
import type { Recorder } from "./recorder.ts";
import type { ShopWorld } from "./shop-world.ts";

export interface Play {
  /** Resolves when everybody is done. */
  people(): Promise<void>;
  /** Puts, restocks and buys once in every region. For when all is healed and nobody owes anything: then it is to work. */
  lastWrites(): Promise<void>;
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
  const client = createClient({ world, recorder, regions: plan.regions, told: new Map() });
  return {
    async people() {
      await Promise.all(
        plan.operations.map(async (planned) => {
          await world.sleep(planned.afterMs, planned.id);
          await client.play(planned);
        }),
      );
    },
    async lastWrites() {
      await Promise.all(
        plan.regions.map(async (region) => {
          for (const planned of lastWrites(plan, region)) await client.play({ ...planned, patience: LAST_PATIENCE });
        }),
      );
    },
    async lastLook() {
      await Promise.all(lastLooks(plan).map((planned) => client.play(planned)));
    },
  };
}

function lastLooks(plan: Plan): readonly PlannedOperation[] {
  const { regions, customers, skus } = plan;
  const details = { afterMs: 0, patience: LAST_PATIENCE };
  return regions.flatMap((region) => [
    ...lastLooksAtPeople(plan).map((operation): PlannedOperation => {
      const id = `last look in ${region}: ${JSON.stringify(operation)}`;
      return { id, region, operation, ...details };
    }),
    ...[...customers, ...regions.map(lastCustomer)].map((customer): PlannedOperation => {
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

/** What customers and operators are shown of all that was done with people's own data. */
function lastLooksAtPeople({ customers, operations }: Plan): readonly PeopleOperation[] {
  const done = operations.map(({ operation }) => operation).filter(isPeopleOperation);
  if (done.length === 0) return [];
  const has = (kinds: readonly PeopleOperation["kind"][]) => done.some(({ kind }) => kinds.includes(kind));
  const handles = new Set(done.flatMap((operation) => ("handle" in operation ? operation.handle : [])));
  return [
    { kind: "list-conflicts", limit: LAST_LIMIT },
    ...customers.flatMap((customer): readonly PeopleOperation[] => [
      ...(has(["add-to-cart"]) ? [{ kind: "show-cart", customer } as const] : []),
      ...(has(["edit-profile", "erase-person"]) ? [{ kind: "read-profile", customer } as const] : []),
      ...[...handles].map((handle) => ({ kind: "read-handle", customer, handle }) as const),
    ]),
  ];
}
