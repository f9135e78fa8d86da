import { createManualClock, createSeededRandom, type Region, region } from "@tandem/kernel";
import {
  createMemoryRegionTable,
  createMemoryReplica,
  createStampClock,
  type MemoryReplica,
} from "@tandem/replication";
import { expect, test } from "vitest";
import { beat } from "./beat.ts";
import { createOneRegion, EAST, NOON_MS } from "./testing/one-region.ts";

const WEST = region("us-west-2");

/** Another region that writes through the same replica: what replication without delay would be. */
function storeOn(replica: MemoryReplica, own: Region, nowMs: number) {
  const clock = createManualClock(nowMs);
  const stamps = createStampClock({ region: own, clock });
  const table = createMemoryRegionTable({ region: own, clock, replica, onAnswer: stamps.witness });
  return { table, stamps, clock, random: createSeededRandom(1) };
}

test("a region beats under its own key, again and again, and hears of no peer that has never beaten", async () => {
  const one = createOneRegion();

  expect(await beat(one)).toEqual([]);
  one.clock.advance(60_000);
  expect(await beat(one)).toEqual([]);

  const page = await one.table.walk({ limit: 10 });
  expect(page.items).toMatchObject([{ partition: "BEATS", sort: `BEAT#${EAST}`, data: { atMs: NOON_MS + 60_000 } }]);
});

test("a peer's beat is as old as it is when it is read here", async () => {
  const replica = createMemoryReplica();
  const [east, west] = [storeOn(replica, EAST, NOON_MS), storeOn(replica, WEST, NOON_MS)];
  await beat(west);

  east.clock.advance(90_000);

  expect(await beat(east)).toEqual([{ peer: WEST, ageMs: 90_000 }]);
});

test("a peer whose clock is ahead has just beaten", async () => {
  const replica = createMemoryReplica();
  await beat(storeOn(replica, WEST, NOON_MS + 5_000));

  expect(await beat(storeOn(replica, EAST, NOON_MS))).toEqual([{ peer: WEST, ageMs: 0 }]);
});

test("two runs at once leave one beat, and neither fails", async () => {
  const one = createOneRegion();

  await Promise.all([beat(one), beat(one)]);

  expect((await one.table.walk({ limit: 10 })).items).toHaveLength(1);
});
