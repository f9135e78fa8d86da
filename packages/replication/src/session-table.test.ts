import { createManualClock, createSeededRandom, Fault, MINUTE_MS, type Region, randomId, region } from "@tandem/kernel";
import { expect, it } from "vitest";
import { sideBySide } from "./answer.ts";
import { declareFact } from "./fact-kind.ts";
import { makePartition } from "./key.ts";
import { createMemoryRegionTable } from "./memory-region-table.ts";
import { createMemoryReplica } from "./memory-replica.ts";
import type { PeerTable } from "./region-table.ts";
import { NEW_SESSION, type Session, WRITTEN_RECORDS_MAX } from "./session.ts";
import { ARRIVING_MS, openSession } from "./session-table.ts";
import { createStampClock } from "./stamp-clock.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const NOON_MS = Date.UTC(2026, 10, 21, 12);
const MINE = makePartition(["MINE", "1"]);
const SHELF = makePartition(["SHELF", "1"]);
const Note = declareFact({
  name: "NOTE",
  version: 1,
  parse: () => ({}),
  answer: sideBySide("each region keeps its own"),
});

/** Two regions between which nothing travels unless a test says so, and a client that carries one session. */
function createWorld() {
  const clock = createManualClock(NOON_MS);
  const random = createSeededRandom(3);
  const seen = new Map<Region, number>();
  const [east, west] = [EAST, WEST].map((own) => {
    const replica = createMemoryReplica();
    const stamps = createStampClock({ region: own, clock });
    stamps.witness(clock.nowMs());
    return {
      own,
      replica,
      stamps,
      table: createMemoryRegionTable({ region: own, clock, replica, onAnswer: stamps.witness }),
    };
  });
  if (east === undefined || west === undefined) throw new TypeError("there are two regions");
  const world = {
    clock,
    seen,
    east,
    west,
    session: NEW_SESSION as Session,
    asked: 0,
    isSilent: false,
    visit(to: typeof east, joins = true) {
      const other = to === east ? west : east;
      const peer: PeerTable = {
        ...other.table,
        async read(partitions, options) {
          world.asked += 1;
          if (world.isSilent) {
            throw new Fault({ code: "timeout", message: "silent", retryable: true, mayBeDone: false });
          }
          return other.table.read(partitions, options);
        },
      };
      return openSession({
        table: to.table,
        peers: new Map([[other.own, peer]]),
        regions: [EAST, WEST],
        session: world.session,
        seen: async () => seen,
        isRecord: (partition) => partition.startsWith("MINE"),
        joins,
      });
    },
    async write(to: typeof east, name: string, partition = MINE) {
      const view = world.visit(to, false);
      const key = Note.key({ partition, tail: [name], region: to.own });
      clock.advance(1);
      const stamp = to.stamps.next();
      await view.table.commit({ id: randomId("cmt", random), stamp, writes: [Note.write({ key, data: {} })] });
      world.session = view.session();
    },
    /** Names of the notes that are shown, with a mark if there may be more. */
    async read(from: typeof east, partition = MINE) {
      const view = world.visit(from);
      const [items = []] = await view.table.read([partition], { consistent: true });
      world.session = view.session();
      return [...items.map(({ sort }) => sort.split("#")[1]), ...(view.mayBeStale() ? ["?"] : [])];
    },
  };
  return world;
}

it("what a client wrote or was shown in one region it is shown in the other, though it has not arrived there", async () => {
  const world = createWorld();
  await world.write(world.east, "a");

  expect(await world.read(world.west)).toEqual(["a"]);

  const shown = createWorld();
  await shown.write(shown.east, "b");
  shown.session = NEW_SESSION;
  await shown.read(shown.east);
  expect(await shown.read(shown.west)).toEqual(["b"]);
});

it("without its session, a client is shown what is there", async () => {
  const world = createWorld();
  await world.write(world.east, "a");
  world.session = NEW_SESSION;

  expect(await world.read(world.west)).toEqual([]);
});

it("a client that stays at home asks nobody else, and does not ask how far the others were seen", async () => {
  const world = createWorld();
  await world.write(world.east, "a");

  expect(await world.read(world.east)).toEqual(["a"]);
  expect(world.asked).toBe(0);
});

it("when the other region does not answer, what is here is shown and may be stale", async () => {
  const world = createWorld();
  await world.write(world.east, "a");
  world.isSilent = true;

  expect(await world.read(world.west)).toEqual(["?"]);
  world.isSilent = false;
  expect(await world.read(world.west)).toEqual(["a"]);
});

it("what was only shown because another region was asked is not taken back either", async () => {
  const world = createWorld();
  await world.write(world.east, "a");
  world.session = { ...world.session, written: [] };
  await world.read(world.west);
  world.isSilent = true;

  expect(await world.read(world.west)).toEqual(["?"]);
});

it("once the other region was seen far enough nobody is asked, and the client is at home here", async () => {
  const world = createWorld();
  await world.write(world.east, "a");
  arrive(world);
  world.seen.set(EAST, world.clock.nowMs() + ARRIVING_MS - 1);
  await world.read(world.west);
  const askedWhileInDoubt = world.asked;
  world.seen.set(EAST, world.clock.nowMs() + ARRIVING_MS);

  expect(await world.read(world.west)).toEqual(["a"]);
  expect([askedWhileInDoubt, world.asked]).toEqual([1, 1]);
});

it("a record that a client wrote elsewhere is missed even if its region was seen beyond it", async () => {
  const world = createWorld();
  await world.write(world.east, "a");
  world.seen.set(EAST, world.clock.nowMs() + MINUTE_MS);

  expect(await world.read(world.west)).toEqual(["a"]);
});

it("only what belongs to the client is remembered, and only the last of it", async () => {
  const world = createWorld();
  await world.write(world.east, "a", SHELF);
  expect(world.session).toEqual(NEW_SESSION);

  for (let count = 0; count < WRITTEN_RECORDS_MAX + 3; count += 1) {
    await world.write(world.east, `n${count}`, makePartition(["MINE", String(count)]));
  }
  await world.write(world.east, "again", makePartition(["MINE", "9"]));

  expect(world.session.written).toHaveLength(WRITTEN_RECORDS_MAX);
  expect(world.session.shown.size).toBe(1);
});

it("who writes goes by what is here", async () => {
  const world = createWorld();
  await world.write(world.east, "a");

  const view = world.visit(world.west, false);
  const [items = []] = await view.table.read([MINE], { consistent: true });

  expect([items, world.asked]).toEqual([[], 0]);
});

it("who writes is told if what he is shown beside may be older than what he was shown elsewhere", async () => {
  const world = createWorld();
  await world.write(world.east, "a");
  const ofRecord = world.visit(world.west, false);
  await ofRecord.table.read([MINE], { consistent: true });
  const ofPage = world.visit(world.west, false);
  await ofPage.table.page(MINE, { consistent: true, limit: 5, order: "descending" });
  const ofOthers = world.visit(world.west, false);
  await ofOthers.table.read([SHELF], { consistent: true });
  const atHome = world.visit(world.east, false);
  await atHome.table.read([MINE], { consistent: true });

  expect([ofRecord, ofPage, ofOthers, atHome].map((view) => view.mayBeStale())).toEqual([true, true, false, false]);
});

it("a region that is no more is forgotten: a session does not grow with those that come and go", async () => {
  const world = createWorld();
  const gone = region("eu-west-1");
  world.session = { ...NEW_SESSION, shown: new Map([[gone, world.east.stamps.next()]]) };
  await world.write(world.east, "a");

  expect([...world.session.shown.keys()]).toEqual([EAST]);
});

it("a page is joined as a record is", async () => {
  const world = createWorld();
  await world.write(world.east, "a");
  await world.write(world.west, "b");

  const page = await world.visit(world.west).table.page(MINE, { consistent: true, limit: 5, order: "descending" });

  expect(page.items.map(({ sort }) => sort.split("#")[1])).toEqual(["b", "a"]);
});

function arrive({ east, west }: ReturnType<typeof createWorld>): void {
  west.replica.replace(east.replica.list(MINE).map((after) => ({ partition: MINE, sort: after.sort, after })));
}
