import { expect, test } from "vitest";
import { routingPlan } from "./routing-plan.ts";
import { isFound, routingVerdict } from "./routing-verdict.ts";

const EAST = "us-east-1";
const WEST = "us-west-2";
const plan = routingPlan({ domain: "api.example.com", regions: [EAST, WEST], attached: [EAST, WEST] });
const [east] = plan.regions;

test("with every region ready and none evacuated, DNS may answer with all", () => {
  const verdict = routingVerdict(
    plan,
    new Map([
      ["ready-us-east-1", "found"],
      ["evacuated-us-east-1-says-us-west-2", "not-found"],
      ["ready-us-west-2", "found"],
      ["evacuated-us-west-2-says-us-east-1", "not-found"],
    ]),
  );

  expect(verdict).toMatchObject({ healthy: [EAST, WEST], answers: [EAST, WEST] });
});

test("each check says why it stands as it does, and a calculated one names what speaks against it", () => {
  const { checks } = routingVerdict(plan, new Map([["evacuated-us-east-1-says-us-west-2", "found"]]));

  expect(checks.slice(0, 3)).toEqual([
    { id: "ready-us-east-1", healthy: true, why: "there is no data yet" },
    { id: "evacuated-us-east-1-says-us-west-2", healthy: false, why: '"evacuated us-east-1" was found' },
    {
      id: "serves-us-east-1",
      healthy: false,
      why: 'evacuated-us-east-1-says-us-west-2: "evacuated us-east-1" was found',
    },
  ]);
});

test("if nobody is healthy, all are answered", () => {
  const verdict = routingVerdict(
    plan,
    new Map([
      ["ready-us-east-1", "not-found"],
      ["ready-us-west-2", "not-found"],
    ]),
  );

  expect(verdict).toMatchObject({ healthy: [], answers: [EAST, WEST] });
});

test.each([
  ["the words in an answer of 200", 200, "ready us-east-1\nall checks passed", true],
  ["the words in the middle", 200, "I am ready us-east-1", true],
  ["another region's words", 200, "ready us-east-2", false],
  ["other letters", 200, "Ready us-east-1", false],
  ["a redirect to somewhere", 302, "", false],
  ["the words in a refusal", 503, "ready us-east-1", false],
  ["the words after 5,120 bytes", 200, `${"é".repeat(2_560)}ready us-east-1`, false],
  ["the words cut at 5,120 bytes", 200, `${"x".repeat(5_110)}ready us-east-1`, false],
  ["the words just before that", 200, `${"x".repeat(5_105)}ready us-east-1`, true],
])("what a check looks for is found where Route 53 finds it: %s", (_, status, body, expected) => {
  expect(east && isFound(east.ready, { status, body })).toBe(expected);
});

test("a calculated check that would be healthy whatever its children say is a mistake", () => {
  const regions = plan.regions.map((routing) => ({ ...routing, serves: { ...routing.serves, threshold: 0 } }));

  expect(() => routingVerdict({ ...plan, regions }, new Map())).toThrow("threshold of 0");
});
