import { afterEach, beforeEach, expect, test } from "vitest";
import { EAST, examplePlan, WEST } from "./testing/example-plan.ts";
import { openWalkWorld, type WalkWorld } from "./testing/walk-world.ts";

let world: WalkWorld;
beforeEach(async () => {
  world = await openWalkWorld();
});
afterEach(() => world.close());

const EAST_PASSPHRASE = "us-east-1 /sst/passphrase/tandem/production-us-west-2";

test("each stage's state and passphrase are in another region after a walk, where SST itself does not look", async () => {
  const end = await world.walk({ plan: examplePlan() });

  const { objects, parameters } = world.aws.state;
  const copies = [...objects].filter(([key]) => key.includes("/copies/")).map(([key, body]) => [key, String(body)]);
  expect(copies).toEqual([
    ["sst-state-us-east-1/copies/us-west-2/app/tandem/production-global.json", '{"state of":"global"}'],
    ["sst-state-us-east-1/copies/us-west-2/app/tandem/production-us-west-2.json", '{"state of":"us-west-2"}'],
    ["sst-state-us-west-2/copies/us-east-1/app/tandem/production-us-east-1.json", '{"state of":"us-east-1"}'],
  ]);
  expect(parameters.get(EAST_PASSPHRASE)).toBe("passphrase of us-west-2");
  expect(end.code).toBe(0);
});

test("a stage's secrets are copied with it", async () => {
  world.aws.state.objects.set("sst-state-us-west-2/secret/tandem/production-us-west-2.json", Buffer.from("closed"));

  await world.walk({ plan: examplePlan({}, WEST) });

  const copy = world.aws.state.objects.get(
    "sst-state-us-east-1/copies/us-west-2/secret/tandem/production-us-west-2.json",
  );
  expect(String(copy)).toBe("closed");
});

test("a copy is made again after each deployment, and its passphrase stays", async () => {
  await world.walk({ plan: examplePlan({}, WEST) });

  expect((await world.walk({ plan: examplePlan({}, WEST) })).code).toBe(0);
});

test("a passphrase that is another one is never written over, and the walk goes on and ends with 1", async () => {
  world.aws.state.parameters.set(EAST_PASSPHRASE, "somebody else's");

  const end = await world.walk({ plan: examplePlan() });

  expect(world.aws.state.parameters.get(EAST_PASSPHRASE)).toBe("somebody else's");
  expect(end.sst).toHaveLength(3);
  expect(end.code).toBe(1);
  expect(end.document.why).toMatch(
    /^Everything is deployed, but the state of production-us-west-2 is not copied to us-east-1: .* is there already and is another one/,
  );
});

test("a copy that fails does not stop the walk, but ends it with 1", async () => {
  world.aws.state.away.add("s3 us-east-1");

  const end = await world.walk({ plan: examplePlan() });

  expect(end.sst).toHaveLength(3);
  expect(end.code).toBe(1);
  expect(end.document.outcome).toBe("failed");
});

test("on a first walk the copies wait until the other region has a place for them", async () => {
  const bootstrap = world.aws.state.parameters.get("us-east-1 /sst/bootstrap") ?? "";
  world.aws.state.parameters.delete("us-east-1 /sst/bootstrap");
  world.regions[WEST]?.play(() => {
    // As SST's first deployment there would.
    world.aws.state.parameters.set("us-east-1 /sst/bootstrap", bootstrap);
    return undefined;
  });

  const end = await world.walk({ plan: examplePlan() });

  expect(end.code).toBe(0);
  const copied = end.document.steps.filter(({ name }) => name === "copy-state").map(({ stage }) => stage);
  expect(copied).toEqual(["production-global", "production-us-west-2", "production-us-east-1"]);
  expect([...world.aws.state.objects.keys()].filter((key) => key.includes("/copies/"))).toHaveLength(3);
});

test("a stage that is deployed alone before the other region exists says that its copy is put off", async () => {
  world.aws.state.parameters.delete("us-east-1 /sst/bootstrap");

  const end = await world.walk({ plan: examplePlan({}, "global") });

  expect(end.code).toBe(0);
  expect(end.document.steps.at(-1)?.saw).toContain(`put off: ${EAST} has no bucket of SST's`);
});
