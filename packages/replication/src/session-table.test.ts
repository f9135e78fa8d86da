import { MINUTE_MS, type Region, region } from "@tandem/kernel";
import { expect, it } from "vitest";
import { makePartition, type Partition } from "./key.ts";
import { NEW_SESSION, WRITTEN_RECORDS_MAX } from "./session.ts";
import { ARRIVING_MS, MISSED_MS, openSession } from "./session-table.ts";
import { arrive, createSessionWorld, EAST, MINE, Note, SHELF } from "./testing/session-world.ts";

it("what a client wrote or was shown in one region it is shown in the other, though it has not arrived there", async () => {
  const world = createSessionWorld();
  await world.write(world.east, "a");

  expect(await world.read(world.west)).toEqual(["a"]);

  const shown = createSessionWorld();
  await shown.write(shown.east, "b");
  shown.session = NEW_SESSION;
  await shown.read(shown.east);
  expect(await shown.read(shown.west)).toEqual(["b"]);
});

it("without its session, a client is shown what is there", async () => {
  const world = createSessionWorld();
  await world.write(world.east, "a");
  world.session = NEW_SESSION;

  expect(await world.read(world.west)).toEqual([]);
});

it("a client that stays at home asks nobody else, and does not ask how far the others were seen", async () => {
  const world = createSessionWorld();
  await world.write(world.east, "a");

  expect(await world.read(world.east)).toEqual(["a"]);
  expect(world.asked).toBe(0);
});

it("when the other region does not answer, what is here is shown and may be stale", async () => {
  const world = createSessionWorld();
  await world.write(world.east, "a");
  world.isSilent = true;

  expect(await world.read(world.west)).toEqual(["?"]);
  world.isSilent = false;
  expect(await world.read(world.west)).toEqual(["a"]);
});

it("what was only shown because another region was asked is not taken back either", async () => {
  const world = createSessionWorld();
  await world.write(world.east, "a");
  world.session = { ...world.session, written: [] };
  await world.read(world.west);
  world.isSilent = true;

  expect(await world.read(world.west)).toEqual(["?"]);
});

it("once the other region was seen far enough nobody is asked, and the client is at home here", async () => {
  const world = createSessionWorld();
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
  const world = createSessionWorld();
  await world.write(world.east, "a");
  world.seen.set(EAST, world.clock.nowMs() + MINUTE_MS);

  expect(await world.read(world.west)).toEqual(["a"]);
});

it("... also if something older of it has arrived, and until its absence must mean that it was erased", async () => {
  const world = createSessionWorld();
  await world.write(world.east, "a");
  arrive(world);
  await world.write(world.east, "b");
  world.seen.set(EAST, world.clock.nowMs() + MISSED_MS);
  expect(await world.read(world.west)).toEqual(["a", "b"]);

  const { asked } = world;
  world.seen.set(EAST, world.clock.nowMs() + MISSED_MS + 1);
  expect(await world.read(world.west)).toEqual(["a"]);
  expect(world.asked).toBe(asked);
});

it("what a region has shown may be a third one's: the one that was seen least decides", async () => {
  const world = createSessionWorld();
  const third = region("eu-west-1");
  const { table } = world.west;
  const session = { ...NEW_SESSION, shown: new Map([[EAST, world.east.stamps.next()]]) };
  const regions = [EAST, table.region, third];
  const seenMs = world.clock.nowMs() + MINUTE_MS;
  const visit = (thirdMs: number) => {
    const seen = async () =>
      new Map<Region, number>([
        [EAST, seenMs],
        [third, thirdMs],
      ]);
    return openSession({ table, peers: new Map(), regions, session, seen, isRecord: () => true, joins: true });
  };
  const [least, both] = [visit(seenMs - MINUTE_MS), visit(seenMs)];
  for (const view of [least, both]) await view.table.read([MINE], { consistent: true });

  expect([least.mayBeStale(), both.mayBeStale()]).toEqual([true, false]);
});

it("only what belongs to the client is remembered, and only the last of it", async () => {
  const world = createSessionWorld();
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
  const world = createSessionWorld();
  await world.write(world.east, "a");

  const view = world.visit(world.west, false);
  const [items = []] = await view.table.read([MINE], { consistent: true });

  expect([items, world.asked]).toEqual([[], 0]);
});

it("who writes is told if what he is shown beside may be older than what he was shown elsewhere", async () => {
  const world = createSessionWorld();
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

it("who creates again what he has created elsewhere is told that he is shown less than he was", async () => {
  const world = createSessionWorld();
  await world.write(world.east, "a");
  const { table, stamps } = world.west;
  const create = async (name: string, partition: Partition) => {
    const view = world.visit(world.west, false);
    const absent = { type: "absent", key: Note.key({ partition, tail: [name], region: EAST }) } as const;
    const note = Note.write({ key: Note.key({ partition, tail: [name], region: table.region }), data: {} });
    await view.table.commit({ id: `cmt_note_${name}`, stamp: stamps.next(), writes: [note, absent] });
    return view.mayBeStale();
  };

  expect(await create("a", MINE)).toBe(true);
  expect(await create("b", makePartition(["MINE", "2"]))).toBe(false);
});

it("a region that is no more is forgotten: a session does not grow with those that come and go", async () => {
  const world = createSessionWorld();
  const gone = region("eu-west-1");
  world.session = { ...NEW_SESSION, shown: new Map([[gone, world.east.stamps.next()]]) };
  await world.write(world.east, "a");

  expect([...world.session.shown.keys()]).toEqual([EAST]);
});

it("a page is joined as a record is", async () => {
  const world = createSessionWorld();
  await world.write(world.east, "a");
  await world.write(world.west, "b");

  const page = await world.visit(world.west).table.page(MINE, { consistent: true, limit: 5, order: "descending" });

  expect(page.items.map(({ sort }) => sort.split("#")[1])).toEqual(["b", "a"]);
});
