import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { examplePlan, WEST } from "./testing/example-plan.ts";
import { openWalkWorld, type WalkWorld } from "./testing/walk-world.ts";

let world: WalkWorld;
beforeEach(async () => {
  world = await openWalkWorld();
});
afterEach(() => world.close());

const BEFORE = "aaaaaaaaaaaa";
const NOW = "0123456789ab";
const IN_WEST = "us-west-2 /tandem/production-us-west-2/commit";
const plan = examplePlan({ bakeMinutes: 0 });
const kept = () => [...world.aws.state.parameters].filter(([name]) => name.endsWith("/commit"));
const fallIll = () => world.regions[WEST]?.play((name) => (name === "GET /openapi.json" ? "cut" : undefined));

test("what has passed its gates is written down in its region, and a person can read it", async () => {
  await world.walk({ plan });

  expect(kept()).toEqual([
    ["us-west-2 /tandem/production-global/commit", NOW],
    [IN_WEST, NOW],
    ["us-east-1 /tandem/production-us-east-1/commit", NOW],
  ]);
});

test("what has not passed them leaves the commit before it there, and the advice names that", async () => {
  world.aws.state.parameters.set(IN_WEST, BEFORE);
  fallIll();

  const end = await world.walk({ plan });

  expect(world.aws.state.parameters.get(IN_WEST)).toBe(BEFORE);
  expect(end.document.rollBack).toEqual([
    `git checkout ${BEFORE} && npm run deploy -- production --only us-west-2 --despite-alarms`,
  ]);
  expect(end.document.unknownCommits).toEqual([]);
});

test("a region that passed earlier in the walk goes back to what it ran before the walk", async () => {
  world.aws.state.parameters.set(IN_WEST, BEFORE);
  Object.assign(world.sst["production-us-east-1"] ?? {}, { code: 1 });

  const end = await world.walk({ plan });

  expect(world.aws.state.parameters.get(IN_WEST)).toBe(NOW);
  expect(end.document.rollBack?.[1]).toContain(
    `git checkout ${BEFORE} && npm run deploy -- production --only us-west-2`,
  );
});

test("a dry run says where one could go back to", async () => {
  world.aws.state.parameters.set(IN_WEST, BEFORE);

  const end = await world.walk({ plan: examplePlan({}, WEST), isDryRun: true });

  expect(end.text).toContain(`  to go back  us-west-2 to ${BEFORE}\n`);
});

describe("the advice says that the good commit is not known, and why, when", () => {
  const reasons: readonly (readonly [string, () => void, RegExp])[] = [
    ["none was written down", () => undefined, /no deployment has written one down yet/],
    ["it cannot be read", () => world.aws.state.away.add("ssm us-west-2"), /cannot be read \(AccessDenied/],
    ["it was in no commit", () => world.aws.state.parameters.set(IN_WEST, `${BEFORE}+changes`), /is in no commit/],
    ["it is no commit", () => world.aws.state.parameters.set(IN_WEST, "$(reboot)"), /and is no commit/],
    ["it is this one", () => world.aws.state.parameters.set(IN_WEST, NOW), /is the one being deployed: choose/],
  ];
  test.each(reasons)("%s", async (_, arrange, why) => {
    arrange();
    fallIll();

    const end = await world.walk({ plan: examplePlan({ bakeMinutes: 0 }, WEST) });

    expect(end.sst).toEqual(["deploy production-us-west-2"]);
    expect(end.document.rollBack).toEqual([expect.stringMatching(/^git checkout LAST-GOOD-COMMIT && /)]);
    expect(end.document.unknownCommits).toEqual([expect.stringMatching(why)]);
  });
});

test("a deployment of what is in no commit leaves no older commit there, which might not read what came after it", async () => {
  world.aws.state.parameters.set(IN_WEST, BEFORE);
  world.tree = { commit: NOW, changed: ["infra/stage.ts"] };

  await world.walk({ plan, isDirty: true });
  expect(world.aws.state.parameters.get(IN_WEST)).toBe(`${NOW}+changes`);

  world.tree = { commit: undefined, changed: [] };
  await world.walk({ plan, isDirty: true });
  expect(world.aws.state.parameters.get(IN_WEST)).toBe("unknown+changes");
});

test("a commit that cannot be written down stops nothing, but ends the walk with 1", async () => {
  world.regions[WEST]?.play(() => {
    world.aws.state.away.add("ssm us-west-2");
    return undefined;
  });

  const end = await world.walk({ plan });

  expect(end.sst).toHaveLength(3);
  expect(end.code).toBe(1);
  expect(end.document.why).toMatch(
    /that 0123456789ab is good in production-us-west-2 is not written down, .*AccessDenied/,
  );
});

test("of a preview nothing is kept, since nothing of it stays", async () => {
  await world.walk({ plan: examplePlan({ isPreview: true, protects: false, watches: false, bakeMinutes: 0 }) });

  expect(kept()).toEqual([]);
});
