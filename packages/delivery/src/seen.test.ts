import { createManualClock, createSeededRandom, MINUTE_MS, region } from "@tandem/kernel";
import { createMemoryRegionTable, createMemoryReplica, createStampClock } from "@tandem/replication";
import { expect, it } from "vitest";
import { beat, beatsPartition } from "./beat.ts";
import { createSeen } from "./seen.ts";
import { SIGHT_SETTLES_MS } from "./sight.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const NOON_MS = Date.UTC(2026, 10, 21, 12);

/** Two regions that beat each minute; the east hears what it is sent. */
function createWorld() {
  const clock = createManualClock(NOON_MS);
  const random = createSeededRandom(1);
  const [east, west] = [EAST, WEST].map((own) => {
    const replica = createMemoryReplica();
    const stamps = createStampClock({ region: own, clock });
    const table = createMemoryRegionTable({ region: own, clock, replica, onAnswer: stamps.witness });
    return { replica, table, beat: () => beat({ table, stamps, random }) };
  });
  if (east === undefined || west === undefined) throw new TypeError("there are two regions");
  return {
    clock,
    east,
    west,
    /** Half a minute, a beat of the west's that arrives, half a minute, a beat of the east's. */
    async minute(isHeard = true): Promise<void> {
      clock.advance(MINUTE_MS / 2);
      await west.beat();
      const [theirs] = west.replica.list(beatsPartition());
      if (isHeard && theirs !== undefined) {
        east.replica.replace([{ partition: theirs.partition, sort: theirs.sort, after: theirs }]);
      }
      clock.advance(MINUTE_MS / 2);
      await east.beat();
    },
    seen: () => createSeen({ table: east.table, clock })(),
  };
}

it("a beat counts once it has been here for a while, so that what was on its way beside it is here", async () => {
  const world = createWorld();
  await world.minute();
  const beatenMs = world.clock.nowMs() - MINUTE_MS / 2;
  const atOnce = await world.seen();
  await world.minute();
  await world.minute();

  expect(SIGHT_SETTLES_MS).toBeGreaterThan(MINUTE_MS);
  expect([...atOnce]).toEqual([]);
  expect([...(await world.seen())]).toEqual([[WEST, beatenMs]]);
});

it("while a peer is not heard it is seen no further", async () => {
  const world = createWorld();
  for (let count = 0; count < 6; count += 1) await world.minute();
  const heardMs = world.clock.nowMs() - MINUTE_MS / 2;
  for (let count = 0; count < 6; count += 1) await world.minute(false);
  const before = await world.seen();
  for (let count = 0; count < 6; count += 1) await world.minute(false);

  expect(before.get(WEST)).toBeLessThanOrEqual(heardMs);
  expect([...(await world.seen())]).toEqual([...before]);
});

it("a beat does not count if none came after it: the regions are apart again, and what was on its way still is", async () => {
  const world = createWorld();
  for (let count = 0; count < 6; count += 1) await world.minute();
  const apartMs = world.clock.nowMs();
  for (let count = 0; count < 6; count += 1) await world.minute(false);
  await world.minute();
  for (let count = 0; count < 6; count += 1) await world.minute(false);
  const whileApart = (await world.seen()).get(WEST);
  await world.minute();
  const atOnce = (await world.seen()).get(WEST);
  for (let count = 0; count < 6; count += 1) await world.minute();

  expect(whileApart).toBeLessThan(apartMs);
  expect(atOnce).toBe(whileApart);
  expect((await world.seen()).get(WEST)).toBeGreaterThan(world.clock.nowMs() - 5 * MINUTE_MS);
});

it("is asked of the table seldom", async () => {
  const world = createWorld();
  const seen = createSeen({ table: world.east.table, clock: world.clock });
  expect([...(await seen())]).toEqual([]);
  for (let count = 0; count < 4; count += 1) await world.minute();

  const first = await seen();
  const again = await seen();

  expect(first.has(WEST)).toBe(true);
  expect(again).toBe(first);
});
