import { join } from "node:path";
import { type Clock, createManualClock, must, type Region, region } from "@tandem/kernel";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../fixtures/test-world.ts";
import { itemKey } from "../item/item-key.ts";
import { createIntents } from "../journal/intents.ts";
import { createItemRows } from "../journal/item-rows.ts";
import { openJournal } from "../journal/journal.ts";
import { createOutgoing } from "../journal/outgoing.ts";
import { readStampFloor } from "../replica/stamp-floor.ts";
import { createHybridClock } from "./hybrid-clock.ts";
import { isNewer } from "./stamp.ts";
import { collectTombstones, type TombstoneKeeper } from "./tombstones.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const key = must(itemKey(["pk"], { pk: { S: "a" } }), "a key");

function keeper(name: Region, clock: Clock): TombstoneKeeper {
  const journal = openJournal(join(temporaryDirectory(), "journal.db"));
  onTestFinished(() => journal.close());
  return {
    region: name,
    clock,
    journal,
    items: createItemRows(journal),
    intents: createIntents(journal),
    outgoing: createOutgoing(journal),
    stamps: createHybridClock({ region: name, clock, floorUs: 0 }),
  };
}

function pair(): { clock: ReturnType<typeof createManualClock>; east: TombstoneKeeper; west: TombstoneKeeper } {
  const clock = createManualClock();
  const east = keeper(EAST, clock);
  const west = keeper(WEST, clock);
  east.items.put({ table: "t", key, stamp: east.stamps.tick(), image: undefined, expiry: undefined });
  return { clock, east, west };
}

const collect = ({ east, west }: ReturnType<typeof pair>) => collectTombstones(east, [east, west]);

test("a deleted item is forgotten when it is old and nothing about it is under way", () => {
  const world = pair();

  const young = collect(world);
  world.clock.advance(60_000);
  const old = collect(world);

  expect([young, old]).toEqual([0, 1]);
  expect(world.east.items.get("t", key)).toBeUndefined();
});

test("it is kept while either side owes the other a version of it, or somebody is writing it", () => {
  const world = pair();
  const version = { table: "t", key, stamp: world.west.stamps.tick(), image: undefined, atMs: 0, spread: 0 };
  world.clock.advance(60_000);

  world.west.outgoing.add(EAST, version, { merge: false });
  const owedHere = collect(world);
  world.west.outgoing.removeTable("t");
  world.east.outgoing.add(WEST, version, { merge: false });
  const owedThere = collect(world);
  world.east.outgoing.removeTable("t");
  const stamp = world.west.stamps.tick();
  const intent = world.west.intents.open({
    origin: "client",
    together: true,
    stamp,
    targets: [{ table: "t", key }],
    token: undefined,
  });
  const written = collect(world);
  world.west.intents.close(intent.id);

  expect([owedHere, owedThere, written, collect(world)]).toEqual([0, 0, 0, 1]);
});

test("no write after it is stamped below it, in either region, also after a restart", () => {
  const clock = createManualClock();
  const ahead = createManualClock(clock.nowMs() + 3_600_000);
  const east = keeper(EAST, ahead);
  const west = keeper(WEST, clock);
  const stamp = east.stamps.tick();
  east.items.put({ table: "t", key, stamp, image: undefined, expiry: undefined });
  ahead.advance(60_000);

  collectTombstones(east, [east, west]);

  expect(isNewer(west.stamps.tick(), stamp)).toBe(true);
  const restarted = createHybridClock({ region: WEST, clock, floorUs: readStampFloor(west.journal) });
  expect(isNewer(restarted.tick(), stamp)).toBe(true);
});
