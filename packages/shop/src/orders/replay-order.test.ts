import { expect, it } from "vitest";
import { withPeer } from "../testing/peers.ts";
import { createTwoRegions, EAST, orderKey, sell, WEST } from "../testing/two-regions.ts";

const LAST = { customer: "ada", key: orderKey(1), lines: [{ sku: "TEA", quantity: 5 }] };

/** Ada has bought all of the east's tea, nobody has told the west, and there others have bought it. */
async function soldOutInWest() {
  const world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 450, quantity: 5 });
  const placed = await world.east.shop.placeOrder(LAST);
  await world.west.shop.placeOrder({ ...LAST, customer: "bob" });
  return { world, placed, west: withPeer(world.west, world.east) };
}

const REFUSED = { ok: false, refusal: { reason: "out-of-stock" } };

it("a retry that would be refused finds the order where its answer was lost", async () => {
  const { placed, west } = await soldOutInWest();

  expect(await west.shop.placeOrder({ ...LAST, lostAt: EAST })).toEqual(placed);
  expect(await west.shop.placeOrder({ ...LAST, lostAt: "unknown" })).toEqual(placed);
});

it("without the word of a lost answer the refusal is this region's, and nobody else is asked", async () => {
  const { west } = await soldOutInWest();

  expect(await west.shop.placeOrder(LAST)).toMatchObject(REFUSED);
  expect(west.asked).toEqual([]);
});

it("a retry is refused when the other region does not know it either", async () => {
  const { west } = await soldOutInWest();

  const outcome = await west.shop.placeOrder({ ...LAST, customer: "eve", lostAt: EAST });

  expect(outcome).toMatchObject(REFUSED);
  expect(west.asked).toEqual(["read"]);
});

it("while the other region is silent nobody can decide, and afterwards one can", async () => {
  const { placed, west } = await soldOutInWest();
  west.isSilent = true;

  const undecided = await west.shop.placeOrder({ ...LAST, lostAt: EAST });
  west.isSilent = false;

  expect(undecided).toEqual({ ok: false, refusal: { reason: "undecidable", silent: [EAST] } });
  expect(await west.shop.placeOrder({ ...LAST, lostAt: EAST })).toEqual(placed);
});

it("a retry that names this region, or one that is none of ours, may have been anywhere", async () => {
  const { placed, west } = await soldOutInWest();
  const eve = { ...LAST, customer: "eve" };

  for (const lostAt of [WEST, "unknown"] as const) {
    west.isSilent = true;
    expect(await west.shop.placeOrder({ ...eve, lostAt })).toMatchObject({ refusal: { reason: "undecidable" } });
    west.isSilent = false;
    expect(await west.shop.placeOrder({ ...LAST, lostAt })).toEqual(placed);
  }
});

it("a key that was used for something else there is reused here too", async () => {
  const { west } = await soldOutInWest();

  const other = { ...LAST, lines: [{ sku: "TEA", quantity: 4 }], lostAt: EAST };

  expect(await west.shop.placeOrder(other)).toEqual({ ok: false, refusal: { reason: "key-reused" } });
});

it("a product that has not arrived does not make a refusal of an order that was taken on elsewhere", async () => {
  const world = createTwoRegions();
  await world.east.shop.defineProduct({ sku: "MATE", name: "Mate", price: 300 });
  await world.east.shop.restock({ key: orderKey("stock"), sku: "MATE", quantity: 4 });
  const mate = { ...LAST, lines: [{ sku: "MATE", quantity: 1 }] };
  const placed = await world.east.shop.placeOrder(mate);
  const west = withPeer(world.west, world.east);

  expect(await west.shop.placeOrder({ ...mate, lostAt: EAST })).toEqual(placed);
  west.isSilent = true;
  expect(await west.shop.placeOrder({ ...mate, lostAt: EAST })).toMatchObject({ refusal: { reason: "undecidable" } });
});

it("an order for which there is stock is accepted without asking anybody, whatever was lost", async () => {
  const world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 450, quantity: 5 });
  const west = withPeer(world.west, world.east);
  west.isSilent = true;

  expect(await west.shop.placeOrder({ ...LAST, lostAt: EAST })).toMatchObject({ ok: true });
  expect(west.asked).toEqual([]);
});
