/** Writes what the facts of one record oblige this region to, and nothing that goes outside: for those who only look. */
import { type Hazard, noHazard, type Random, randomId } from "@tandem/kernel";
import { compareStamps, type Partition, type RegionTable, type StampClock, type Write } from "@tandem/replication";
import type { DeliveryHazard } from "./hazards.ts";
import type { ProductPort } from "./product-port.ts";

/** Each round that is refused has seen somebody else make progress on the same record; the next look comes anyway. */
const ROUNDS_MAX = 3;

export interface Settler {
  readonly table: RegionTable;
  readonly stamps: StampClock;
  readonly random: Random;
  readonly product: Pick<ProductPort<unknown>, "settle">;
  readonly hazard?: Hazard<DeliveryHazard>;
}

export interface Settled {
  /** Whether anything was owed, and is now written. */
  readonly isSettled: boolean;
  /** How many conflicts that settled. */
  readonly conflicts: number;
}

const NOTHING: Settled = { isSettled: false, conflicts: 0 };

export async function settleRecord(settler: Settler, record: Partition): Promise<Settled> {
  const { table, stamps, random, product, hazard = noHazard } = settler;
  const { region } = table;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const [items = []] = await table.read([record], { consistent: true });
    const newest = items.map((item) => item.stamp).toSorted(compareStamps);
    const stamp = stamps.next({ above: newest.at(-1) });
    const { writes, conflicts } = product.settle({ record, items, region, stamp });
    if (!isSome(writes)) return NOTHING;
    await hazard("settle.before-commit");
    const outcome = await table.commit({ id: randomId("cmt", random), stamp, writes });
    if (!outcome.ok) continue;
    await hazard("settle.after-commit");
    return { isSettled: true, conflicts };
  }
  return NOTHING;
}

export function isSome(writes: readonly Write[]): writes is readonly [Write, ...Write[]] {
  return writes.length > 0;
}
