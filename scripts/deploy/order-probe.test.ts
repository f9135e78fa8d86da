import { afterEach, beforeEach, expect, test } from "vitest";
import { EAST, examplePlan, WEST } from "./testing/example-plan.ts";
import { openWalkWorld, type WalkWorld } from "./testing/walk-world.ts";

let world: WalkWorld;
beforeEach(async () => {
  world = await openWalkWorld();
});
afterEach(() => world.close());

const order = { token: "signed", sku: "BELL" };
const west = () => world.regions[WEST] ?? expect.fail("no region in the west");
const walk = () => world.walk({ plan: examplePlan({ bakeMinutes: 0 }), order });
const answering = (request: string, status: number, body: object) => {
  west().play((name) => (name === request ? { status, body: JSON.stringify(body) } : undefined));
};

test("an order of one is placed, read until it is settled, and cancelled", async () => {
  west().play((name, count) => {
    return name === "GET /orders/ord_1" && count < 2 ? { status: 200, body: '{"status":"placed"}' } : undefined;
  });

  const end = await walk();

  expect(end.code).toBe(0);
  expect(end.document.steps.find(({ name }) => name === "probe")?.saw).toMatch(/an order paid, and cancelled$/);
  expect(west().requests.filter((each) => each.startsWith("GET /orders/"))).toHaveLength(3);
});

test("an order that stays placed stops the walk, and is cancelled all the same", async () => {
  answering("GET /orders/ord_1", 200, { id: "ord_1", status: "placed" });

  const end = await walk();

  expect(end.document.why).toMatch(/the order ord_1 has not settled within 3 min; last: 200 placed/);
  expect(end.sst).toHaveLength(2);
  expect(west().requests).toContain("POST /orders/ord_1/cancel");
});

test("an order that cannot be cancelled stops the walk", async () => {
  answering("POST /orders/ord_1/cancel", 500, {});

  expect((await walk()).document.why).toContain("could not be cancelled: 500");
});

test("an order that was cancelled by an earlier try, or declined, is well", async () => {
  answering("POST /orders/ord_1/cancel", 409, { type: "urn:tandem:problem:too-late" });

  expect((await walk()).code).toBe(0);
});

test("a region is probed through its host name, too", async () => {
  const { url } = west();
  world.sst["production-us-west-2"] = {
    outputs: { region: WEST, apiUrl: url, readinessUrl: url, hostUrl: world.regions[EAST]?.url },
  };

  const end = await walk();

  expect(end.document.why).toContain("answered by us-east-1, not by us-west-2");
  expect(end.sst).toHaveLength(2);
});
