import { refused } from "@tandem/kernel";
import { beforeEach, expect, test } from "vitest";
import { cartPartition } from "../cart/cart-items.ts";
import { cartsOf, linesOf, must } from "../cart/testing/carts.ts";
import { settle } from "../cart/testing/settle-carts.ts";
import { createTwoRegions, type OneOfTwo, orderKey, sell, type TwoRegions } from "../testing/two-regions.ts";
import { ERASURES_KEPT } from "./erased.ts";
import { customerPartition, ProfileItem } from "./profile.ts";
import { createProfiles } from "./profiles.ts";

const ADA = "ada";
let world: TwoRegions;

beforeEach(async () => {
  world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 300, quantity: 10 });
});

async function say(one: OneOfTwo, name: string): Promise<void> {
  world.clock.advance(1);
  must(await createProfiles(one.context).edit({ customer: ADA, edits: { name } }));
  must(await cartsOf(one).add({ customer: ADA, key: orderKey(name), sku: "TEA", quantity: 1 }));
}

async function forget(one: OneOfTwo): Promise<void> {
  world.clock.advance(1);
  await createProfiles(one.context).forget(ADA);
}

async function nameIn(one: OneOfTwo): Promise<string | undefined> {
  return (await createProfiles(one.context).read(ADA)).profile.name;
}

async function obey(one: OneOfTwo): Promise<void> {
  for (const record of [customerPartition(ADA), cartPartition(ADA)]) await settle(one, record);
}

function stored({ replica }: OneOfTwo): string {
  return JSON.stringify(replica.scan(undefined, 1_000));
}

test("what was said before is forgotten though the clock of who said it was ahead", async () => {
  const { edit } = createProfiles(world.west.context);
  for (const name of ["A", "Ad", "Ada"]) must(await edit({ customer: ADA, edits: { name } }));
  world.heal();
  await createProfiles(world.east.context).forget(ADA);

  expect(await nameIn(world.east)).toBeUndefined();
});

test("what was said before is shown no more, here at once and elsewhere when the request arrives", async () => {
  await say(world.east, "Ada E");
  await say(world.west, "Ada W");
  world.heal();

  await forget(world.east);

  expect(await nameIn(world.east)).toBeUndefined();
  expect(await linesOf(world.east, ADA)).toEqual({});
  world.heal();
  expect(await nameIn(world.west)).toBeUndefined();
  expect(await linesOf(world.west, ADA)).toEqual({});
});

test("each region empties its own items, and then nothing of it is stored anywhere", async () => {
  await say(world.east, "Ada E");
  await say(world.west, "Ada W");
  world.heal();
  await forget(world.east);
  world.heal();
  expect(stored(world.east)).toContain("Ada W");

  await obey(world.west);
  world.heal();

  for (const one of [world.east, world.west]) {
    expect(stored(one)).not.toContain("Ada");
    expect(stored(one)).not.toContain("ADD#");
  }
  await obey(world.west);
  expect(world.west.waiting()).toBe(0);
});

test("what was written before and arrives after is void, and is emptied as well", async () => {
  await say(world.west, "Ada W");

  await forget(world.east);
  world.west.sendAll();
  expect(await nameIn(world.east)).toBeUndefined();
  expect(await linesOf(world.east, ADA)).toEqual({});
  world.heal();
  await obey(world.west);
  world.heal();

  expect(stored(world.east)).not.toContain("Ada");
});

test("what is said afterwards stands, whichever region hears what first", async () => {
  await say(world.west, "Ada W");
  world.heal();
  await forget(world.east);
  world.heal();

  await say(world.west, "Eve");
  await obey(world.west);
  world.heal();
  await obey(world.east);

  for (const one of [world.east, world.west]) {
    expect(await nameIn(one)).toBe("Eve");
    expect(await linesOf(one, ADA)).toEqual({ TEA: 1 });
    expect(stored(one)).not.toContain("Ada W");
  }
});

test("a late try of what was put in before brings nothing back, in the region that forgot it and in the one that had it", async () => {
  await say(world.west, "Ada W");
  world.heal();
  await forget(world.east);
  const again = { customer: ADA, key: orderKey("Ada W"), sku: "TEA", quantity: 1 };

  must(await cartsOf(world.east).add(again));
  expect(await linesOf(world.east, ADA)).toEqual({});
  world.heal();
  await obey(world.west);
  must(await cartsOf(world.west).add(again));
  world.heal();

  for (const one of [world.east, world.west]) {
    expect(await linesOf(one, ADA)).toEqual({});
    expect(stored(one)).not.toContain("ADD#");
  }
});

test("a checkout buys nothing of a cart that is forgotten after it was read", async () => {
  await say(world.east, "Ada E");
  const hazard = async (point: string) => {
    if (point === "check-out.before-order") await forget(world.east);
  };

  const checkedOut = await cartsOf({ ...world.east, context: { ...world.east.context, hazard } }).checkOut({
    customer: ADA,
    key: orderKey("a checkout"),
  });

  expect(checkedOut).toEqual(refused({ reason: "cart-empty" }));
});

test("an edit made while a region obeys is not lost", async () => {
  await say(world.west, "Ada W");
  await forget(world.east);
  world.heal();

  await Promise.all([obey(world.west), say(world.west, "Eve")]);

  expect(await nameIn(world.west)).toBe("Eve");
});

test("to ask again and again does not fill the record", async () => {
  for (let count = 0; count < 3 * ERASURES_KEPT; count += 1) await forget(world.east);

  expect(world.east.replica.list(customerPartition(ADA)).length).toBeLessThanOrEqual(ERASURES_KEPT + 1);
});

test("nobody is told that what was forgotten has lost to what was said afterwards, also where the request arrives last", async () => {
  await say(world.west, "Ada W");
  world.heal();
  await forget(world.east);
  await say(world.east, "Ada E");
  const edit = world.east.replica.list(customerPartition(ADA)).filter(ProfileItem.is);
  world.west.replica.replace(edit.map((item) => ({ partition: item.partition, sort: item.sort, after: item })));

  await obey(world.west);

  expect(stored(world.west)).not.toContain("CONFLICT");
});
