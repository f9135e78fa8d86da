import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EAST, examplePlan, WEST } from "./testing/example-plan.ts";
import { openWalkWorld, type WalkWorld } from "./testing/walk-world.ts";

let world: WalkWorld;
beforeEach(async () => {
  world = await openWalkWorld();
});
afterEach(() => world.close());

const west = () => world.regions[WEST] ?? expect.fail("no region in the west");
const ONLY_WEST = ["deploy production-global", "deploy production-us-west-2"];

describe("the walk stops before the next region when", () => {
  const illnesses: readonly (readonly [string, () => void, RegExp])[] = [
    ["SST fails", () => Object.assign(sstOf(WEST), { code: 1 }), /SST failed \(code 1\): .*AccessDenied/],
    ["SST tells of no outputs", () => delete sstOf(WEST).outputs, /no \.sst\/outputs\.json/],
    [
      "the outputs are another region's",
      () => Object.assign(sstOf(WEST), { outputs: sstOf(EAST).outputs }),
      /says region "us-east-1", not us-west-2/,
    ],
    [
      "an output is missing",
      () => Object.assign(sstOf(WEST), { outputs: { region: WEST, apiUrl: west().url } }),
      /`readinessUrl` is undefined/,
    ],
    [
      "the region is not ready",
      () => west().play(onPath("/readyz", { status: 503, body: "not ready us-west-2: table" })),
      /not ready 3 times in a row within 10 min; last: 503/,
    ],
    [
      "another region answers as ready",
      () => west().play(onPath("/readyz", { status: 200, body: "ready us-east-1" })),
      /last: 200 "ready us-east-1/,
    ],
    [
      "its name is only how it begins",
      () => west().play(onPath("/readyz", { status: 200, body: "ready us-west-21" })),
      /us-west-21/,
    ],
    [
      "readiness is redirected",
      () =>
        west().play(onPath("/readyz", { status: 302, body: "ready us-west-2", headers: { location: "/products" } })),
      /last: 302/,
    ],
    [
      "readiness flaps",
      () => west().play((name, count) => (name === "GET /readyz" && count % 3 === 2 ? "cut" : undefined)),
      /not ready 3 times in a row/,
    ],
    [
      "another region serves its catalog",
      () => west().play(onPath("/products", { status: 200, body: '{"items":[]}', headers: { "tandem-region": EAST } })),
      /answered by us-east-1, not by us-west-2/,
    ],
    [
      "its catalog is a page of something else",
      () => west().play(onPath("/products", { status: 200, body: "<html>" })),
      /not a list of products/,
    ],
    [
      "it does not describe itself",
      () => west().play(onPath("/openapi.json", { status: 404, body: "{}" })),
      /openapi\.json: 404/,
    ],
    [
      "strangers may order",
      () => west().play(onPath("/orders", { status: 201, body: '{"id":"ord_9"}' }, "POST")),
      /without a token: 201/,
    ],
    [
      "strangers are refused without due form",
      () => west().play(onPath("/orders", { status: 401, body: "{}" }, "POST")),
      /not a 401 problem document/,
    ],
  ];
  test.each(illnesses)("%s", async (_, fallIll, why) => {
    fallIll();

    const end = await world.walk({ plan: examplePlan() });

    expect(end.sst).toEqual(ONLY_WEST);
    expect(end.code).toBe(1);
    expect(end.document.why).toMatch(why);
    expect(end.document.notDeployed).toEqual(["production-us-east-1"]);
    expect(end.text).toContain(
      "to go back    git checkout LAST-GOOD-COMMIT && npm run deploy -- production --only us-west-2 --despite-alarms",
    );
  });

  const sstOf = (region: string) => world.sst[`production-${region}`] ?? expect.fail("no such stage");
  const onPath = (
    path: string,
    answer: { status: number; body: string; headers?: Record<string, string> },
    method = "GET",
  ) => {
    return (name: string) => (name === `${method} ${path}` ? answer : undefined);
  };
});
