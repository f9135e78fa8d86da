import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EAST, examplePlan, WEST } from "./testing/example-plan.ts";
import { openWalkWorld, type WalkWorld } from "./testing/walk-world.ts";

let world: WalkWorld;
beforeEach(async () => {
  world = await openWalkWorld();
});
afterEach(() => world.close());

const west = () => world.regions[WEST] ?? expect.fail("no region in the west");
const east = () => world.regions[EAST] ?? expect.fail("no region in the east");
const ring = (region: string, name: string) =>
  world.aws.state.alarms.set(region, [{ name: `tandem-production-${region}-${name}`, state: "ALARM" }]);
const atMinute = (minute: number, act: () => void) => {
  const startMs = world.clock.elapsedMs();
  world.onPause = () => {
    if (world.clock.elapsedMs() - startMs >= minute * 60_000) act();
  };
};

const ONLY_WEST = ["deploy production-global", "deploy production-us-west-2"];

describe("while a region bakes, the walk stops before the next one when", () => {
  const illnesses: readonly (readonly [string, () => void, RegExp])[] = [
    [
      "an alarm rings that did not before",
      () => ring(WEST, "api-errors"),
      /in us-west-2 tandem-production-us-west-2-api-errors is in ALARM, and not before/,
    ],
    [
      "an alarm rings where the old version runs",
      () => ring(EAST, "queue-age"),
      /in us-east-1 tandem-production-us-east-1-queue-age is in ALARM/,
    ],
    [
      "the alarms cannot be asked",
      () => world.aws.state.away.add("monitoring us-west-2"),
      /in us-west-2 alarms failed 3 times in a row/,
    ],
    [
      "its alarms are gone",
      () => world.aws.state.alarms.delete(WEST),
      /no alarm whose name begins tandem-production-us-west-2-/,
    ],
    [
      "it is no longer ready",
      () => west().play((name) => (name === "GET /readyz" ? "cut" : undefined)),
      /in us-west-2 readiness failed 3 times in a row/,
    ],
    [
      "its customers get no catalog",
      () => west().play((name) => (name === "GET /products" ? { status: 503, body: "{}" } : undefined)),
      /in us-west-2 catalog failed 3 times/,
    ],
    [
      "its readiness flaps",
      () => west().play((name, count) => (name === "GET /readyz" && count % 2 === 0 ? "cut" : undefined)),
      /readiness failed 5 times in the last/,
    ],
  ];
  test.each(illnesses)("%s", async (_, fallIll, why) => {
    atMinute(1, fallIll);

    const end = await world.walk({ plan: examplePlan({ bakeMinutes: 20 }) });

    expect(end.document.why).toMatch(why);
    expect(end.sst).toEqual(ONLY_WEST);
    expect(end.code).toBe(1);
  });

  test("somebody presses Ctrl-C", async () => {
    atMinute(1, () => world.signals.emit("SIGINT"));

    const end = await world.walk({ plan: examplePlan({ bakeMinutes: 2 }) });

    expect(end.document.why).toMatch(/Stopped at production-us-west-2: interrupted while watching/);
    expect(end.sst).toEqual(ONLY_WEST);
    expect(end.document.goOn).toBe(
      "npm run deploy -- production --only us-west-2 && npm run deploy -- production --only us-east-1",
    );
  });
});

test("a bake does not end with a look that failed, however short it is", async () => {
  west().play((name) => {
    if (name === "GET /openapi.json") world.aws.state.away.add("monitoring us-west-2");
    return undefined;
  });

  const end = await world.walk({ plan: examplePlan({ bakeMinutes: 0 }) });

  expect(end.document.why).toMatch(/Stopped at production-us-west-2: in us-west-2 alarms failed 3 times in a row/);
});

test("one lost answer during a bake stops nothing", async () => {
  west().play((name, count) => (name === "GET /readyz" && count === 4 ? "cut" : undefined));

  expect((await world.walk({ plan: examplePlan({ bakeMinutes: 2 }) })).code).toBe(0);
});

test("a region of this walk that falls ill while the next one bakes stops the walk", async () => {
  let isEastDeployed = false;
  east().play(() => {
    isEastDeployed = true;
    return undefined;
  });
  west().play((name) => (isEastDeployed && name === "GET /readyz" ? "cut" : undefined));

  const end = await world.walk({ plan: examplePlan() });

  expect(end.document.why).toMatch(/Stopped at production-us-east-1: in us-west-2 readiness failed 3 times in a row/);
  expect(end.document.notDeployed).toEqual([]);
});

test("an alarm that rings between two regions leaves the second one untouched", async () => {
  const plan = examplePlan({ bakeMinutes: 0 });
  let looks = 0;
  west().play((name) => {
    looks += name === "GET /products" ? 1 : 0;
    // The probe, the bake, and then the look before the next region.
    if (looks === 3) ring(WEST, "lag");
    return undefined;
  });

  const end = await world.walk({ plan });

  expect(end.sst).toEqual(ONLY_WEST);
  expect(end.document.why).toMatch(/Stopped at production-us-east-1: in us-west-2 .*-lag is in ALARM/);
  expect(end.document.rollBack).toEqual([expect.stringContaining("--only us-west-2 --despite-alarms")]);
});
