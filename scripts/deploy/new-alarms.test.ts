import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EAST, examplePlan, WEST } from "./testing/example-plan.ts";
import type { ScriptedAlarm } from "./testing/scripted-state.ts";
import { openWalkWorld, type WalkWorld } from "./testing/walk-world.ts";

let world: WalkWorld;
beforeEach(async () => {
  world = await openWalkWorld();
});
afterEach(() => world.close());

type State = ScriptedAlarm["state"];
/** What an alarm of the west does, each from its minute after it was made. */
type Story = readonly (readonly [minute: number, state: State])[];
const WALKED_BOTH = ["deploy production-global", "deploy production-us-west-2", "deploy production-us-east-1"];
const ONLY_WEST = WALKED_BOTH.slice(0, 2);

/** The deployment of the west makes these alarms, beside those that are there; of one that is, it is what happens next. */
function made(stories: Readonly<Record<string, Story>>, there: readonly ScriptedAlarm[] = []): void {
  const { alarms } = world.aws.state;
  let madeMs: number | undefined;
  alarms.set(WEST, there);
  const play = () => {
    if (madeMs === undefined) return;
    const minute = (world.clock.elapsedMs() - madeMs) / 60_000;
    const now = Object.entries(stories).map(([name, story]): ScriptedAlarm => {
      const [, state = "INSUFFICIENT_DATA"] = story.findLast(([from]) => from <= minute) ?? [];
      return { name: `tandem-production-us-west-2-${name}`, state };
    });
    const others = there.filter(({ name }) => now.every((each) => each.name !== name));
    alarms.set(WEST, [...others, ...now]);
  };
  world.regions[WEST]?.play(() => {
    madeMs ??= world.clock.elapsedMs();
    play();
    return undefined;
  });
  world.onPause = play;
}

const BEATS_LATE: Story = [
  [0, "INSUFFICIENT_DATA"],
  [1, "ALARM"],
  [16, "OK"],
];

describe.each([
  ["all of a region's alarms", []],
  ["one alarm more", [{ name: "tandem-production-us-west-2-lag", state: "OK" as const }]],
])("when a deployment makes %s", (_, there) => {
  test("one that rings until its first number stops nothing, and even a look alone waits until it is quiet", async () => {
    made({ "replication-slow-to-us-east-1": BEATS_LATE }, there);

    const end = await world.walk({ plan: examplePlan({ bakeMinutes: 0 }) });

    expect(end.document.why).toMatch(/are deployed$/);
    expect(end.sst).toEqual(WALKED_BOTH);
    expect(end.text).toContain("new ones ring and are waited for: tandem-production-us-west-2-replication-slow-to-");
    expect(minutesOf(end.text, "production-us-west-2  bake:")).toBeGreaterThanOrEqual(16);
  });

  test("one that still rings after twenty minutes stops the walk", async () => {
    made({ "tick-missing": [[1, "ALARM"]] }, there);

    const end = await world.walk({ plan: examplePlan({ bakeMinutes: 60 }) });

    expect(end.document.why).toMatch(/Stopped at production-us-west-2: in us-west-2 .*-tick-missing is in ALARM/);
    expect(end.sst).toEqual(ONLY_WEST);
    expect(minutesOf(end.text, "production-us-west-2  bake:")).toBe(20);
  });
});

test("a new alarm that has been quiet and then rings means it, and stops the walk at once", async () => {
  made({
    "api-errors": [
      [1, "OK"],
      [3, "ALARM"],
    ],
  });

  const end = await world.walk({ plan: examplePlan({ bakeMinutes: 5 }) });

  expect(end.document.why).toMatch(/-api-errors is in ALARM, and not before/);
  expect(minutesOf(end.text, "production-us-west-2  bake:")).toBe(3);
});

test("alarms that were there before are not waited for: one that begins to ring stops, one that rang does not hold up", async () => {
  made({ lag: [[1, "ALARM"]] }, [
    { name: "tandem-production-us-west-2-lag", state: "OK" },
    { name: "tandem-production-us-west-2-queue-age", state: "ALARM" },
  ]);
  const plan = (bakeMinutes: number) => examplePlan({ bakeMinutes }, WEST);

  const short = await world.walk({ plan: plan(0), isDespiteAlarms: true });
  const long = await world.walk({ plan: plan(2), isDespiteAlarms: true });

  expect(short.code).toBe(0);
  expect(minutesOf(short.text, "production-us-west-2  bake:")).toBe(0);
  expect(long.document.why).toMatch(/in us-west-2 tandem-production-us-west-2-lag is in ALARM, and not before/);
});

test("a new alarm without any number is waited for, but not for ever: some measure what happens once a day", async () => {
  made({ "certificate-expires": [] });

  const end = await world.walk({ plan: examplePlan({ bakeMinutes: 0 }, WEST) });

  expect(end.code).toBe(0);
  expect(end.text).toContain("1 alarms, none rings, 1 new ones without data are waited for");
  expect(minutesOf(end.text, "production-us-west-2  bake:")).toBe(20);
});

test("a silent half of a composite alarm stops neither the beginning of a walk nor its bake", async () => {
  for (const region of [WEST, EAST])
    world.aws.state.alarms.set(region, [
      { name: `tandem-production-${region}-order-errors-5m`, state: "ALARM", isSilenced: true },
      { name: `tandem-production-${region}-order-errors-page`, state: "OK", isComposite: true },
    ]);

  expect((await world.walk({ plan: examplePlan() })).code).toBe(0);
});

/** When a line of the log was written, in whole minutes since the walk began. */
function minutesOf(text: string, what: string): number {
  const line = text.split("\n").find((each) => each.includes(what)) ?? expect.fail(`no line says ${what}`);
  const [, hours, minutes] = /^(\d+):(\d\d):/.exec(line) ?? [];
  return Number(hours) * 60 + Number(minutes);
}
