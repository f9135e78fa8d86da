import type { RegionTable } from "@tandem/replication";
import { expect, test } from "vitest";
import { createTwoRegions, type OneOfTwo, orderKey, sell } from "../testing/two-regions.ts";
import { cartsOf, must } from "./testing/carts.ts";

const ADA = "ada";

/** One whose first read meets half of what `meanwhile` commits: its turn, and not what it took out. */
function withTornRead(one: OneOfTwo, meanwhile: () => Promise<unknown>): OneOfTwo {
  const { table } = one.context;
  let happens: (() => Promise<unknown>) | undefined = meanwhile;
  const torn: RegionTable = {
    ...table,
    async read(partitions, options) {
      const before = await table.read(partitions, options);
      const now = happens;
      happens = undefined;
      if (now === undefined) return before;
      await now();
      const after = await table.read(partitions, options);
      return after.map((list, index) => [
        ...(before[index] ?? []).filter(({ sort }) => !sort.startsWith("TURN#")),
        ...list.filter(({ sort }) => sort.startsWith("TURN#")),
      ]);
    },
  };
  return { ...one, context: { ...one.context, table: torn } };
}

test("a checkout whose read meets half of a removal buys nothing that the removal took out", async () => {
  const world = createTwoRegions();
  const { east } = world;
  await sell(world, { sku: "TEA", price: 300, quantity: 5 });
  world.heal();
  must(await cartsOf(east).add({ customer: ADA, key: orderKey("one"), sku: "TEA", quantity: 2 }));
  const one = withTornRead(east, () => cartsOf(east).remove({ customer: ADA, sku: "TEA" }));

  const outcome = await cartsOf(one).checkOut({ customer: ADA, key: orderKey("checkout") });

  expect(outcome).toMatchObject({ ok: false, refusal: { reason: "cart-empty" } });
});
