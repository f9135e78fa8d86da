import { DAY_MS, type Region, randomId } from "@tandem/kernel";
import { formatStamp } from "@tandem/replication";
import { expect, test } from "vitest";
import { createTwoRegions, EAST, NOON_MS, type OneOfTwo, WEST } from "../testing/two-regions.ts";
import { type Decided, recordConflict } from "./conflict.ts";
import { type ConflictPage, listConflicts } from "./list-conflicts.ts";
import { noteConflicts } from "./note-conflicts.ts";

function decided(number: number, atMs = NOON_MS + number): Decided {
  const stampOf = (region: Region, counter: number) => formatStamp({ ms: atMs, counter, region });
  return {
    kind: "product-field",
    subject: `LAMP-${number} price`,
    winner: { stamp: stampOf(EAST, 2), value: 700 },
    loser: { stamp: stampOf(WEST, 1), value: 600 },
    reason: "the later edit counts",
  };
}

async function record({ context }: OneOfTwo, conflict: Decided): Promise<void> {
  const { table, stamps, random } = context;
  const write = recordConflict(conflict, table.region);
  expect(await table.commit({ id: randomId("cmt", random), stamp: stamps.next(), writes: [write] })).toEqual({
    ok: true,
  });
}

async function pageOf(one: OneOfTwo, limit: number, cursor?: string): Promise<ConflictPage> {
  const page = await listConflicts(one.context, { limit, cursor });
  if (!page.ok) throw new Error(page.refusal.reason);
  return page.value;
}

test("what both regions tell is listed once, with both sides, the winner and why", async () => {
  const world = createTwoRegions();
  for (const one of [world.east, world.west]) await record(one, decided(1));
  world.heal();

  const { items, next } = await pageOf(world.west, 10);

  expect(next).toBeNull();
  expect(items).toEqual([
    {
      id: expect.stringMatching(/^cfl_/),
      kind: "product-field",
      subject: "LAMP-1 price",
      at: "2026-11-21T12:00:00.001Z",
      sides: [
        { region: WEST, at: "2026-11-21T12:00:00.001Z", value: 600 },
        { region: EAST, at: "2026-11-21T12:00:00.001Z", value: 700 },
      ],
      winner: EAST,
      reason: "the later edit counts",
    },
  ]);
});

test.each([1, 2, 3])(
  "pages of %i go from the newest to the oldest over months, and neither skip nor repeat",
  async (limit) => {
    const world = createTwoRegions();
    const days = [0, 1, 20, 21, 22, 60];
    for (const day of days) {
      for (const one of [world.east, world.west]) await record(one, decided(day, NOON_MS - day * DAY_MS));
    }
    world.heal();

    const subjects: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 10; pages += 1) {
      const { items, next } = await pageOf(world.east, limit, cursor);
      subjects.push(...items.map(({ subject }) => subject));
      cursor = next ?? undefined;
      if (next === null) break;
    }

    expect(subjects).toEqual(days.map((day) => `LAMP-${day} price`));
  },
);

test("what the other region tells of a conflict while somebody turns pages does not bring it again", async () => {
  const { east, west, ...world } = createTwoRegions();
  for (const day of [1, 2]) await record(west, decided(day, NOON_MS - day * DAY_MS));
  world.heal();
  const first = await pageOf(west, 1);
  for (const day of [1, 2]) await record(east, decided(day, NOON_MS - day * DAY_MS));
  world.heal();

  const second = await pageOf(west, 1, first.next ?? undefined);

  expect([...first.items, ...second.items].map(({ subject }) => subject)).toEqual(["LAMP-1 price", "LAMP-2 price"]);
});

test("a cursor that this list did not hand out is refused", async () => {
  const { east } = createTwoRegions();

  expect(await listConflicts(east.context, { limit: 1, cursor: "nonsense" })).toMatchObject({ ok: false });
});

test("a region tells a conflict once, counts it where the losing side was written, and tells nothing that is about to be forgotten", () => {
  const { context } = createTwoRegions().west;
  const partition = recordConflict(decided(1), WEST).key.partition;
  const seen = { partition, items: [], region: WEST, stamp: context.stamps.next() };

  const first = noteConflicts({ ...seen, decided: [decided(1)] });

  expect(first.writes.map(({ type }) => type)).toEqual(["fact", "fragment"]);
  expect(first.conflicts).toBe(1);
  expect(noteConflicts({ ...seen, region: EAST, decided: [decided(1)] }).conflicts).toBe(0);
  expect(noteConflicts({ ...seen, decided: [decided(1, NOON_MS - 90 * DAY_MS)] }).writes).toEqual([]);
});
