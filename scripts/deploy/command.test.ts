import { afterEach, beforeEach, expect, test } from "vitest";
import { DOMAIN, examplePlan, WEST } from "./testing/example-plan.ts";
import { openWalkWorld, type WalkWorld } from "./testing/walk-world.ts";

let world: WalkWorld;
beforeEach(async () => {
  world = await openWalkWorld();
});
afterEach(() => world.close());

const ringInWest = () =>
  world.aws.state.alarms.set(WEST, [{ name: "tandem-production-us-west-2-lag", state: "ALARM" }]);

test("a dry run says what would happen to whose account, and touches nothing", async () => {
  const end = await world.walk({ plan: examplePlan(), isDryRun: true });

  expect(end.code).toBe(0);
  expect(end.sst).toEqual([]);
  expect(end.text).toContain("account     123456789012  as arn:aws:sts::123456789012:assumed-role/deployer/somebody");
  expect(end.text).toMatch(/2\. production-us-west-2 .* bake 1 min, watching readiness and alarms/);
  expect(world.aws.asked.every(({ operation, method }) => operation !== "PutParameter" && method !== "PUT")).toBe(true);
});

test("what is refused ends with 2 before anything is touched, a dry run too", async () => {
  ringInWest();

  const end = await world.walk({ plan: examplePlan() });
  const dry = await world.walk({ plan: examplePlan(), isDryRun: true });

  expect([end.code, dry.code]).toEqual([2, 2]);
  expect(end.sst).toEqual([]);
  expect(end.document).toMatchObject({ environment: "production", outcome: "refused", steps: [] });
  expect(end.text).toContain("Refused: in us-west-2 tandem-production-us-west-2-lag rings already");
});

test("with --despite-alarms a region is mended, and what rang before does not stop its bake", async () => {
  ringInWest();

  const end = await world.walk({ plan: examplePlan({}, WEST), isDespiteAlarms: true });

  expect(end.code).toBe(0);
  expect(end.document.steps.find(({ name }) => name === "bake")?.saw).toContain("1 alarms, 1 ring since before");
});

test("whoever does not type the name of the environment has touched nothing", async () => {
  const end = await world.walk({ plan: examplePlan() }, { isConfirmed: false });

  expect(end.code).toBe(2);
  expect(end.sst).toEqual([]);
});

test("a walk that leaves peers to be attached says so at its end", async () => {
  const end = await world.walk({ plan: examplePlan({ domain: { ...DOMAIN, attached: [] } }) });

  expect(end.code).toBe(0);
  expect(end.text).toContain("Not attached yet: us-west-2, us-east-1.");
});

test("a preview of one region without alarms is deployed, and looked at once", async () => {
  world.aws.state.away.add("monitoring us-west-2");
  const preview = { regions: [WEST], watches: false, protects: false, bakeMinutes: 0 };

  const end = await world.walk({ plan: examplePlan(preview) });

  expect(end.code).toBe(0);
  expect(end.document.steps.filter(({ name }) => name === "copy-state").map(({ saw }) => saw)).toEqual(
    Array(2).fill("skipped: this environment has no other region to keep a copy in"),
  );
});
