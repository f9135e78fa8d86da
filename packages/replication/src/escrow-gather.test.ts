import { expect, test } from "vitest";
import { escrowOf, isBalanced, stockEscrow } from "./escrow.ts";
import { gatherEscrow } from "./escrow-gather.ts";
import { takeGiven } from "./escrow-transfer.ts";
import { makePartition } from "./key.ts";
import { createPlace, EAST, type Place, receipt, replicate, STOCK, WEST } from "./testing/escrow-places.ts";

const SECOND = makePartition(["STOCK", "LAMP", "1"]);

async function withTwoShards(): Promise<Place> {
  const east = createPlace(EAST);
  const other = { partition: SECOND, region: EAST };
  await east.commit("stock", receipt(east, "stock"), stockEscrow(east.at, 2), stockEscrow(other, 3));
  return east;
}

function gather(east: Place, quantity: number) {
  const from = [{ place: { partition: SECOND, region: EAST }, quantity }];
  return gatherEscrow({ into: east.at, items: east.items(), from });
}

test("what leaves one shard is in the other, each shard's numbers add up, and nobody else takes it for a gift", async () => {
  const east = await withTwoShards();

  expect(await east.commit("gather", ...gather(east, 3))).toBe("done");

  const shards = [STOCK, SECOND].map((partition) => escrowOf(east.replica.list(partition), EAST));
  expect(shards.map(({ available }) => available)).toEqual([5, 0]);
  expect(shards.every(isBalanced)).toBe(true);
  expect(takeGiven(east.at, east.items())).toEqual([]);
  const west = createPlace(WEST);
  replicate(east, west);
  expect(takeGiven(west.at, west.items())).toEqual([]);
});

test("no more is gathered than there is, and the same look gathers once", async () => {
  const east = await withTwoShards();
  const [once, again] = [gather(east, 1), gather(east, 1)];

  expect(await east.commit("too-much", ...gather(east, 4))).toBe("floor");
  expect(await east.commit("once", ...once)).toBe("done");
  expect(await east.commit("again", ...again)).toBe("version");
  expect(escrowOf(east.items(), EAST).available).toBe(3);
});
