import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EAST, examplePlan, WEST } from "./testing/example-plan.ts";
import { openWalkWorld, type WalkWorld } from "./testing/walk-world.ts";

let world: WalkWorld;
beforeEach(async () => {
  world = await openWalkWorld();
});
afterEach(() => world.close());

const west = () => world.regions[WEST] ?? expect.fail("no region in the west");
const GATES = ["look", "deploy", "copy-state", "ready", "probe", "bake", "keep-commit"];
const ONLY_WEST = ["deploy production-global", "deploy production-us-west-2"];

test("a walk in which all is well deploys what is shared and then region by region, each through its gates", async () => {
  world.isSstProcess = true;

  const end = await world.walk({ plan: examplePlan() });

  expect(end.document.why).toBe("production-global, production-us-west-2, production-us-east-1 are deployed");
  expect(end.code).toBe(0);
  expect(end.sst).toEqual([...ONLY_WEST, "deploy production-us-east-1"]);
  expect(end.document.steps.map(({ stage, name }) => `${stage.slice("production-".length)} ${name}`)).toEqual([
    ...["global deploy", "global copy-state", "global keep-commit"],
    ...GATES.map((name) => `us-west-2 ${name}`),
    ...GATES.map((name) => `us-east-1 ${name}`),
  ]);
  expect(end.text).toContain("production-us-west-2 | Deploying production-us-west-2");
});

test("one region is deployed alone, also while the other one does not answer at all", async () => {
  world.aws.state.away.add("monitoring us-west-2");
  await west().close();

  const end = await world.walk({ plan: examplePlan({}, EAST) });

  expect(end.sst).toEqual(["deploy production-us-east-1"]);
  expect(end.document.steps.find(({ name }) => name === "bake")?.saw).toContain("us-east-1 well, 2 alarms");
  expect(end.code).toBe(0);
});

test("Ctrl-C while SST deploys waits for SST to tidy up, and then says what is half done and how to go on", async () => {
  world.sst["production-us-west-2"] = { waits: true };

  const walk = world.walk({ plan: examplePlan() });
  const log = () => readFileSync(join(world.root, "fake-sst.log"), "utf8");
  await vi.waitUntil(() => log().includes("deploy production-us-west-2"), { timeout: 30_000 });
  world.signals.emit("SIGINT");
  const end = await walk;

  expect(end.code).toBe(1);
  expect(end.sst).toEqual([...ONLY_WEST, "SIGINT production-us-west-2"]);
  expect(end.document).toMatchObject({
    why: expect.stringContaining("Stopped at production-us-west-2: interrupted while SST was deploying it"),
    deployed: ["production-global"],
    partly: ["production-us-west-2"],
    notDeployed: ["production-us-east-1"],
  });
  expect(end.text).toContain("npx sst unlock --stage production-us-west-2");
});
