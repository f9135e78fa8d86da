/** A shop with one product, and people who buy it, for tests of who gives it to whom. */
import { type Region, randomId } from "@tandem/kernel";
import { undeclaredFact } from "@tandem/replication/laws";
import { type RestrictionKind, restrictionKey } from "@tandem/resilience";
import { createStockRound } from "../stock/stock-round.ts";
import { createTwoRegions, escrowOf, type OneOfTwo, orderKey, type TwoRegions } from "./two-regions.ts";

export const LAMP = { sku: "LAMP", name: "Lamp", price: 600 };

/** What each region starts with. */
export async function openLampShop(east: number, west: number): Promise<TwoRegions> {
  const world = createTwoRegions();
  await world.east.shop.defineProduct(LAMP);
  world.heal();
  const stock = { sku: LAMP.sku, key: orderKey("stock") };
  if (east > 0) await world.east.shop.restock({ ...stock, quantity: east });
  if (west > 0) await world.west.shop.restock({ ...stock, quantity: west });
  world.heal();
  return world;
}

export async function buyLamps(one: OneOfTwo, quantity: number, number = 1): Promise<boolean> {
  const key = orderKey(`${one.context.table.region}-${number}`);
  return (await one.shop.placeOrder({ customer: "ada", key, lines: [{ sku: LAMP.sku, quantity }] })).ok;
}

/** A tick in each region, each with all that the other has said. */
export async function tickBoth(world: TwoRegions): Promise<void> {
  for (const one of [world.east, world.west]) {
    await createStockRound(one.context).run();
    world.heal();
  }
}

export async function restrict(one: OneOfTwo, subject: Region, kind: RestrictionKind): Promise<void> {
  const { table, stamps, random } = one.context;
  await table.commit({
    id: randomId("cmt", random),
    stamp: stamps.next(),
    writes: [
      undeclaredFact({
        key: restrictionKey(randomId("rst", random), table.region),
        v: 1,
        data: { subject, kind, reason: "a drill", by: "ada" },
      }),
    ],
  });
}

export function lampsHeld(world: TwoRegions): readonly number[] {
  return [world.east, world.west].map((one) => escrowOf(one, LAMP.sku).available);
}
