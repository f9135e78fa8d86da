import { describe, expect, test } from "vitest";
import { escrowOf, isBalanced, stockEscrow } from "./escrow.ts";
import { EscrowTaken, giveEscrow, takeGiven, untaken } from "./escrow-transfer.ts";
import { drawSome } from "./laws/draw.ts";
import { foldLaws } from "./laws/fold-laws.ts";
import { formatStamp } from "./stamp.ts";
import {
  createPlace,
  createShop,
  EAST,
  give,
  NOON_MS,
  receipt,
  replicate,
  SOUTH,
  STOCK,
  WEST,
} from "./testing/escrow-places.ts";

test("what one region gives the other takes, and every share stays balanced", async () => {
  const { east, west } = await createShop(10);

  expect(await give(east, { to: WEST, quantity: 4, id: "give0001" })).toBe("done");
  replicate(east, west);
  expect(untaken(west.items(), { giver: EAST, taker: WEST })).toBe(4);
  expect(await west.commit("take0001", ...takeGiven(west.at, west.items()))).toBe("done");

  expect(escrowOf(east.items(), EAST)).toMatchObject({ available: 6, given: { [WEST]: 4 } });
  expect(escrowOf(west.items(), WEST)).toMatchObject({ available: 4, taken: { [EAST]: 4 } });
  expect([escrowOf(east.items(), EAST), escrowOf(west.items(), WEST)].every(isBalanced)).toBe(true);
  expect(takeGiven(west.at, west.items())).toEqual([]);
});

test("a gift read late, twice or together with the next is taken once", async () => {
  const { east, west } = await createShop(10);
  await give(east, { to: WEST, quantity: 1, id: "give0001" });
  replicate(east, west);
  await give(east, { to: WEST, quantity: 2, id: "give0002" });
  await west.commit("take0001", ...takeGiven(west.at, west.items()));
  const old = east.items();
  await give(east, { to: WEST, quantity: 3, id: "give0003" });
  replicate(east, west);
  await west.commit("take0002", ...takeGiven(west.at, west.items()));

  west.replica.replace(old.map((after) => ({ partition: after.partition, sort: after.sort, after })));

  expect(takeGiven(west.at, west.items())).toEqual([]);
  expect(escrowOf(west.items(), WEST)).toMatchObject({ available: 6, taken: { [EAST]: 6 } });
});

test("a lost answer is no second gift and no second taking: the version that was read is gone", async () => {
  const { east, west } = await createShop(10);
  const before = east.items();
  await give(east, { to: WEST, quantity: 4, id: "give0001" });
  const again = giveEscrow(east.at, { items: before, to: WEST, quantity: 4 });
  expect(await east.commit("give0002", ...again)).toBe("version");

  replicate(east, west);
  const writes = takeGiven(west.at, west.items());
  await west.commit("take0001", ...writes);
  expect(await west.commit("take0002", ...writes)).toBe("version");
  expect(escrowOf(west.items(), WEST).available).toBe(4);
});

test("nobody gives what he does not hold, nor to himself", async () => {
  const { east } = await createShop(3);

  expect(await give(east, { to: WEST, quantity: 4, id: "give0001" })).toBe("floor");
  expect(() => giveEscrow(east.at, { items: [], to: EAST, quantity: 1 })).toThrow("does not give to itself");
  expect(() => giveEscrow(east.at, { items: [], to: WEST, quantity: 0.5 })).toThrow("whole number above zero");
});

test("half of a transfer that arrived says nothing that is not so", async () => {
  const { east, west } = await createShop(10);
  await give(east, { to: WEST, quantity: 4, id: "give0001" });

  replicate(east, west, (item) => item.kind === "fragment");
  expect(takeGiven(west.at, west.items())).toEqual([]);

  replicate(east, west);
  await west.commit("take0001", ...takeGiven(west.at, west.items()));
  replicate(west, east, EscrowTaken.is);
  expect(untaken(east.items(), { giver: EAST, taker: WEST })).toBe(0);
  const forgetful = west.items().filter((item) => item.region !== EAST);
  expect(untaken(forgetful, { giver: EAST, taker: WEST })).toBe(0);
});

test("several givers are taken from in one commit", async () => {
  const { east, west } = await createShop(10);
  const south = createPlace(SOUTH);
  await south.commit("stocked2", receipt(south, "stocked2"), stockEscrow(south.at, 5));
  await give(east, { to: WEST, quantity: 4, id: "give0001" });
  await give(south, { to: WEST, quantity: 5, id: "give0002" });
  replicate(east, west);
  replicate(south, west);

  await west.commit("take0001", ...takeGiven(west.at, west.items()));

  const share = escrowOf(west.items(), WEST);
  expect(share).toMatchObject({ available: 9, taken: { [EAST]: 4, [SOUTH]: 5 } });
  expect(isBalanced(share)).toBe(true);
});

test.each([-1, 0.5, "4", null])("a total of %j is none: it is named, not taken for zero", (total) => {
  const { partition, sort } = EscrowTaken.key({ partition: STOCK, region: WEST });
  const stamp = formatStamp({ ms: NOON_MS, counter: 0, region: WEST });
  const item = { kind: "fragment", partition, sort, region: WEST, stamp, commitId: "cmt_00000001", v: 1 } as const;

  expect(() => EscrowTaken.read({ ...item, data: { from: { [EAST]: total } } })).toThrow("TAKEN#us-west-2");
});

describe("what is on its way", async () => {
  const { east, west } = await createShop(10);
  await give(east, { to: WEST, quantity: 4, id: "give0001" });
  replicate(east, west);
  await west.commit("take0001", ...takeGiven(west.at, west.items()));
  foldLaws({
    items: (random) => drawSome(random, west.items()),
    fold: (items) => untaken(items, { giver: EAST, taker: WEST }),
  });
});
