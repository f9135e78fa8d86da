import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { START_MS } from "../machine/machine.ts";
import { EAST, WEST } from "./testing/items.ts";
import { tallyOf } from "./testing/tally-program.ts";
import { createTallyWorld, type TallyWorld } from "./testing/tally-world.ts";

/** The items of one tally in each region. */
function itemsOf({ world }: TallyWorld, id: string): readonly (readonly string[])[] {
  return [...world.regions.values()].map(({ endpoint }) => endpoint.replica.list(tallyOf(id)).map(({ sort }) => sort));
}

const allItems = ({ world }: TallyWorld) =>
  [...world.regions.values()].map(({ endpoint }) => endpoint.replica.scan(undefined, Number.POSITIVE_INFINITY));

it("what is asked of one region is done once and known in all of them", async () => {
  const tally = createTallyWorld();

  tally.ask("t1");
  const isQuiet = await tally.world.quiesce(START_MS + HOUR_MS);

  expect(tally.answers).toMatchObject([{ kind: "answer", region: EAST, status: 201 }]);
  expect(itemsOf(tally, "t1")[0]).toEqual(itemsOf(tally, "t1")[1]);
  expect(itemsOf(tally, "t1")[0]).toContain(`ASKED#${EAST}`);
  expect(new Set(tally.world.provider.ledger().map(({ orderId }) => orderId)).size).toBe(1);
  expect([isQuiet, tally.world.bugs]).toEqual([true, []]);
});

it("the same seed gives the same history to the byte, and another seed another", async () => {
  const digests: string[] = [];
  for (const seed of [7, 7, 8]) {
    const { machine, ask, until } = createTallyWorld({ seed });
    for (let second = 1; second <= 30; second += 1) {
      machine.after(second * SECOND_MS, "ask", () => ask(`t${second}`, second % 2 === 0 ? EAST : "dns"));
    }
    await until(10 * MINUTE_MS);
    digests.push(machine.digest());
  }

  expect([digests[0] === digests[1], digests[0] === digests[2]]).toEqual([true, false]);
});

it("an isolated region goes on by itself, and on its return all regions agree", async () => {
  const tally = createTallyWorld({
    worldFaults: [{ kind: "region-isolated", region: WEST, fromMs: 0, untilMs: 2 * DAY_MS }],
  });
  await tally.until(1);
  tally.ask("east", EAST);
  tally.ask("west", WEST);

  await tally.until(DAY_MS);
  const apart = [itemsOf(tally, "east"), itemsOf(tally, "west")].map((lists) => lists.map(({ length }) => length > 0));
  const isQuiet = await tally.world.quiesce(START_MS + 2 * DAY_MS);

  expect(apart).toEqual([
    [true, false],
    [false, true],
  ]);
  expect(isQuiet).toBe(true);
  expect(allItems(tally)[0]).toEqual(allItems(tally)[1]);
});

it("a region that is down answers nobody, and takes up its work when it is back", async () => {
  const tally = createTallyWorld({
    worldFaults: [{ kind: "region-down", region: EAST, fromMs: 6 * SECOND_MS, untilMs: HOUR_MS }],
  });
  // Neither region works, so that it is the returned one that does.
  for (const { queueMapping } of tally.world.regions.values()) queueMapping.setStuck(true);
  tally.ask("before", EAST);
  await tally.until(10 * SECOND_MS);
  tally.ask("during", EAST);
  await tally.until(MINUTE_MS);
  const during = [...tally.answers];
  tally.world.regions.get(EAST)?.queueMapping.setStuck(false);

  await tally.world.quiesce(
    START_MS + 2 * HOUR_MS,
    () => itemsOf(tally, "before")[0]?.includes(`DONE#${EAST}`) ?? false,
  );

  expect(during).toMatchObject([
    { kind: "answer", status: 201 },
    { kind: "no-answer", why: "unavailable", mayBeDone: false },
  ]);
  expect(itemsOf(tally, "before")[0]).toContain(`DONE#${EAST}`);
});

it("the shared name leads away from a dead region after a while", async () => {
  const tally = createTallyWorld({
    worldFaults: [{ kind: "region-down", region: EAST, fromMs: 0, untilMs: HOUR_MS }],
  });
  await tally.until(SECOND_MS);
  tally.ask("t1", "dns");
  await tally.until(2 * MINUTE_MS);

  tally.ask("t2", "dns");
  await tally.until(3 * MINUTE_MS);

  expect(tally.answers).toMatchObject([
    { kind: "no-answer", region: EAST },
    { kind: "answer", region: WEST, status: 201 },
  ]);
});

it("a client gives up after its time, and what it asked for may be done", async () => {
  const tally = createTallyWorld({ plan: { calls: [{ kind: "answer-lost", target: { role: "client" }, rate: 1 }] } });

  tally.ask("t1");
  await tally.until(MINUTE_MS);

  expect(tally.answers).toEqual([{ kind: "no-answer", region: EAST, why: "timeout", mayBeDone: true }]);
  expect(itemsOf(tally, "t1")[0]).toContain(`ASKED#${EAST}`);
});

it("a function that dies at a named point is an error to its caller, and what it wrote stands", async () => {
  const tally = createTallyWorld({ plan: { hazards: [{ kind: "crash", point: "after-asked", target: {}, rate: 1 }] } });

  tally.ask("t1");
  await tally.until(MINUTE_MS);

  expect(tally.answers).toMatchObject([{ kind: "answer", status: 500, body: '{"message":"Internal Server Error"}' }]);
  expect(itemsOf(tally, "t1")[0]).toContain(`ASKED#${EAST}`);
});

it("a client that dies is told of to whoever waited, and is there again for its next request", async () => {
  const tally = createTallyWorld({
    plan: { calls: [{ kind: "crash-before", target: { role: "client" }, rate: 1, untilMs: 1_000 }] },
  });
  tally.ask("t1");
  await tally.until(2_000);

  tally.ask("t2");
  await tally.until(MINUTE_MS);

  expect(tally.answers).toMatchObject([
    { kind: "no-answer", mayBeDone: true },
    { kind: "answer", status: 201 },
  ]);
});

it("what a program throws that no world does to it is kept as a bug, and what the world does is none", async () => {
  const tally = createTallyWorld({ worldFaults: [{ kind: "table-down", region: WEST, fromMs: 0, untilMs: HOUR_MS }] });
  await tally.until(1);

  tally.ask("bug", EAST);
  tally.ask("t1", WEST);
  await tally.until(5 * MINUTE_MS);

  expect(tally.world.bugs).toMatchObject([{ where: EAST, error: new TypeError("a bug of the program") }]);
  expect(tally.answers.map((answer) => answer.kind === "answer" && answer.status)).toEqual([500, 500]);
});
