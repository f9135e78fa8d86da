import { MINUTE_MS } from "@tandem/kernel";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createNewAlarms, judgeAlarms } from "./new-alarms.ts";
import { EAST, examplePlan, WEST } from "./testing/example-plan.ts";
import type { ScriptedAlarm } from "./testing/scripted-state.ts";
import { openWalkWorld, type WalkWorld } from "./testing/walk-world.ts";
import type { SeenAlarm } from "./walk-ports.ts";

type State = SeenAlarm["state"];
const QUIET = { old: [], stopping: [], ringing: [], silent: [] };

describe("an alarm that a deployment makes", () => {
  const before = { known: new Set(["lag"]), rang: new Set<string>() };
  /** What is made of it at each of these minutes, last. */
  const judged = (...states: readonly (readonly [minute: number, state: State])[]) => {
    const fresh = createNewAlarms();
    const looks = states.map(([minute, state]) =>
      judgeAlarms([{ name: "tick-missing", state }], { before, fresh, nowMs: minute * MINUTE_MS }),
    );
    return looks.at(-1);
  };

  test("is waited for while it rings, and after twenty minutes it stops the walk", () => {
    expect(judged([100, "rings"], [119.9, "rings"])).toEqual({ ...QUIET, ringing: ["tick-missing"] });
    expect(judged([100, "rings"], [120, "rings"])).toEqual({ ...QUIET, stopping: ["tick-missing"] });
  });

  test("is waited for while it has no data, but not for ever: some measure what happens once a day", () => {
    expect(judged([0, "without-data"], [19, "without-data"])).toEqual({ ...QUIET, silent: ["tick-missing"] });
    expect(judged([0, "without-data"], [20, "without-data"])).toEqual(QUIET);
    expect(judged([0, "without-data"], [20, "without-data"], [21, "rings"])?.stopping).toEqual(["tick-missing"]);
  });

  test("that has been quiet once has found its numbers: it stops the walk at once when it rings", () => {
    expect(judged([0, "rings"], [1, "quiet"])).toEqual(QUIET);
    expect(judged([0, "without-data"], [1, "quiet"], [2, "rings"])?.stopping).toEqual(["tick-missing"]);
    expect(judged([0, "without-data"], [1, "quiet"], [2, "without-data"])).toEqual(QUIET);
  });
});

test("an alarm that was there before is not waited for: that it rings stops the walk, or is old", () => {
  const names = ["lag", "errors", "waits"];
  const before = { known: new Set(names), rang: new Set(["errors"]) };
  const alarms: readonly SeenAlarm[] = [
    { name: "lag", state: "rings" },
    { name: "errors", state: "rings" },
    { name: "waits", state: "without-data" },
  ];

  expect(judgeAlarms(alarms, { before, fresh: createNewAlarms(), nowMs: 0 })).toEqual({
    ...QUIET,
    old: ["errors"],
    stopping: ["lag"],
  });
});

describe("a walk", () => {
  let world: WalkWorld;
  beforeEach(async () => {
    world = await openWalkWorld();
  });
  afterEach(() => world.close());

  const ALARM = "tandem-production-us-west-2-replication-slow-to-us-east-1";
  /** The deployment of the west makes this alarm, the first one there; it is in each state from a minute on. */
  const made = (...story: readonly (readonly [minute: number, state: ScriptedAlarm["state"]])[]) => {
    const { alarms } = world.aws.state;
    let madeMs: number | undefined;
    alarms.set(WEST, []);
    const play = () => {
      madeMs ??= world.clock.elapsedMs();
      const minute = (world.clock.elapsedMs() - madeMs) / MINUTE_MS;
      const [, state = "OK"] = story.findLast(([from]) => from <= minute) ?? [];
      alarms.set(WEST, [{ name: ALARM, state }]);
    };
    // It is made by the time that the region is asked.
    world.regions[WEST]?.play(() => {
      if (madeMs === undefined) play();
      return undefined;
    });
    world.onPause = play;
  };

  test("is not stopped by an alarm that rings until its first number, and even a look alone waits for that", async () => {
    made([0, "INSUFFICIENT_DATA"], [1, "ALARM"], [3, "OK"]);

    const end = await world.walk({ plan: examplePlan({ bakeMinutes: 0 }) });

    expect(end.document.why).toMatch(/^production-global, production-us-west-2, production-us-east-1 are deployed$/);
    expect(end.text).toContain("1 alarms, none rings, 1 new ones without data are waited for");
    expect(end.text).toContain(`1 alarms, new ones ring and are waited for: ${ALARM}`);
    expect(bakedAtMinute(end.text)).toBe(3);
  });

  test("is stopped by one that goes on, also when its bake would have been shorter", async () => {
    made([0, "ALARM"]);

    const end = await world.walk({ plan: examplePlan({ bakeMinutes: 0 }) });

    expect(end.document.why).toContain(`Stopped at production-us-west-2: in us-west-2 ${ALARM} is in ALARM`);
    expect(end.sst).toEqual(["deploy production-global", "deploy production-us-west-2"]);
  });

  test("knows an alarm of one bake in the next: what was quiet once counts", async () => {
    made([0, "OK"]);
    world.regions[EAST]?.play(() => {
      world.aws.state.alarms.set(WEST, [{ name: ALARM, state: "ALARM" }]);
      world.onPause = () => undefined;
      return undefined;
    });

    const end = await world.walk({ plan: examplePlan({ bakeMinutes: 0 }) });

    expect(end.document.why).toContain(`Stopped at production-us-east-1: in us-west-2 ${ALARM} is in ALARM`);
    expect(end.text).not.toContain("waited for");
  });

  test("is neither refused nor stopped by the half of a composite alarm, which tells nobody", async () => {
    for (const region of [WEST, EAST])
      world.aws.state.alarms.set(region, [
        { name: `tandem-production-${region}-order-errors-5m`, state: "ALARM", isSilenced: true },
        { name: `tandem-production-${region}-order-errors-page`, state: "OK", isComposite: true },
      ]);

    expect((await world.walk({ plan: examplePlan({ bakeMinutes: 0 }) })).code).toBe(0);
  });
});

/** When the bake of the west was over, in whole minutes since the walk began. */
function bakedAtMinute(text: string): number {
  const [, minutes] = /^0:(\d\d):\d\d {2}production-us-west-2 {2}bake:/m.exec(text) ?? expect.fail("no bake");
  return Number(minutes);
}
