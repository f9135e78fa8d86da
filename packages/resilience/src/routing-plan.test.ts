import { describe, expect, test } from "vitest";
import { CHECKER_REGIONS, CHILDREN_MAX, PATH_LENGTH_MAX, SEARCH_STRING_LENGTH_MAX } from "./routing-bounds.ts";
import { type RoutingPlan, routingPlan } from "./routing-plan.ts";

const DOMAIN = "api.example.com";
const EAST = "us-east-1";
const WEST = "us-west-2";
const SOUTH = "sa-east-1";

function planOf(regions: readonly string[], attached: readonly string[] = regions): RoutingPlan {
  return routingPlan({ domain: DOMAIN, regions, attached });
}

test("two regions: each is checked by itself and by its peer, and its records hang on both", () => {
  const [east] = planOf([EAST, WEST]).regions;

  const asked = {
    port: 443,
    intervalS: 10,
    failureThreshold: 3,
    checkerRegions: ["us-west-1", "eu-west-1", "ap-northeast-1"],
  };
  const record = {
    name: DOMAIN,
    setIdentifier: EAST,
    region: EAST,
    check: "serves-us-east-1",
    evaluateTargetHealth: false,
  };
  expect(east).toEqual({
    region: EAST,
    hosts: { shared: DOMAIN, api: "us-east-1.api.example.com", readiness: "ready-us-east-1.api.example.com" },
    ready: {
      id: "ready-us-east-1",
      host: "ready-us-east-1.api.example.com",
      path: "/readyz",
      searchString: "ready us-east-1",
      inverted: false,
      ...asked,
    },
    evacuated: [
      {
        id: "evacuated-us-east-1-says-us-west-2",
        peer: WEST,
        isAttached: true,
        host: "ready-us-west-2.api.example.com",
        path: "/evacuated/us-east-1",
        searchString: "evacuated us-east-1",
        inverted: true,
        ...asked,
      },
    ],
    serves: {
      id: "serves-us-east-1",
      children: ["ready-us-east-1", "evacuated-us-east-1-says-us-west-2"],
      threshold: 2,
    },
    records: [
      { ...record, type: "A" },
      { ...record, type: "AAAA" },
    ],
  });
});

test("one region has no peers, and hangs on its own readiness alone", () => {
  const [only, ...others] = planOf([EAST]).regions;

  expect(others).toEqual([]);
  expect(only?.evacuated).toEqual([]);
  expect(only?.serves).toEqual({ id: "serves-us-east-1", children: ["ready-us-east-1"], threshold: 1 });
});

test("a check exists for every peer, and only those of attached peers are counted", () => {
  const [east, west, south] = planOf([EAST, WEST, SOUTH], [EAST, WEST]).regions;

  expect(east?.evacuated.map(({ peer, isAttached }) => [peer, isAttached])).toEqual([
    [WEST, true],
    [SOUTH, false],
  ]);
  expect(east?.serves.children).toEqual(["ready-us-east-1", "evacuated-us-east-1-says-us-west-2"]);
  expect(west?.serves.children).toEqual(["ready-us-west-2", "evacuated-us-west-2-says-us-east-1"]);
  expect(south?.serves).toMatchObject({ threshold: 3 });
});

test("what a region's stack makes changes with another region only by one check, so regions are deployed in any order", () => {
  const [before] = planOf([EAST, WEST]).regions;
  const [after] = planOf([EAST, WEST, SOUTH], [EAST, WEST]).regions;

  expect({ ...after, evacuated: after?.evacuated.slice(0, 1) }).toEqual(before);
});

test("a drain lasts until the checkers have noticed, resolvers have forgotten, and a margin", () => {
  expect(planOf([EAST, WEST])).toMatchObject({ ttlS: 60, drainS: 120 });
  expect(
    routingPlan({ domain: DOMAIN, regions: [EAST], attached: [], intervalS: 30, failureThreshold: 1 }).drainS,
  ).toBe(120);
});

describe.each([1, 2, 3])("with %i regions", (count) => {
  const plan = planOf([EAST, WEST, SOUTH].slice(0, count));
  const checks = plan.regions.flatMap(({ ready, evacuated }) => [ready, ...evacuated]);

  test("every check has an id of its own, and is within Route 53's numbers", () => {
    const ids = [...checks, ...plan.regions.map(({ serves }) => serves)].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { searchString, path } of checks) {
      expect(searchString.length).toBeLessThanOrEqual(SEARCH_STRING_LENGTH_MAX);
      expect(path.length).toBeLessThanOrEqual(PATH_LENGTH_MAX);
    }
    for (const { serves } of plan.regions) expect(serves.children.length).toBeLessThanOrEqual(CHILDREN_MAX);
  });

  test("no check asks the name whose records hang on it", () => {
    const names = plan.regions.flatMap(({ records }) => records.map(({ name }) => name));
    expect(checks.filter(({ host }) => names.includes(host))).toEqual([]);
  });

  test("every name is the domain or one label in front of it", () => {
    for (const { hosts } of plan.regions) {
      expect(hosts.shared).toBe(DOMAIN);
      for (const host of [hosts.api, hosts.readiness]) expect(host).toMatch(/^[a-z0-9-]+\.api\.example\.com$/);
    }
  });

  test("what one region or check looks for is no part of what another looks for", () => {
    const strings = [...new Set(checks.map(({ searchString }) => searchString))];
    for (const one of strings) expect(strings.filter((other) => other.includes(one))).toEqual([one]);
  });
});

const GOOD = { domain: DOMAIN, regions: [EAST, WEST], attached: [EAST, WEST] };

test.each([
  ["no region", { regions: [], attached: [] }, "a world has at least one region"],
  ["four regions", { regions: [EAST, WEST, SOUTH, "eu-west-1"] }, "at most 3 regions, not 4"],
  ["a region twice", { regions: [EAST, EAST], attached: [] }, "a region is named twice"],
  [
    "a region of ten numbers, whose words would be taken for another's",
    { regions: ["us-east-10"], attached: [] },
    "not a region",
  ],
  [
    "an attached stranger",
    { attached: [SOUTH] },
    "sa-east-1 is attached, and not one of the regions us-east-1, us-west-2",
  ],
  ["an attachment twice", { attached: [EAST, EAST] }, "a region is attached twice"],
  ["a domain of one label", { domain: "localhost" }, '"localhost" is not a domain'],
  ["a URL", { domain: "https://api.example.com" }, "is not a domain"],
  ["a dot at the end", { domain: "api.example.com." }, "is not a domain"],
  ["capitals", { domain: "API.example.com" }, "is not a domain"],
  ["a label that begins with a dash", { domain: "-api.example.com" }, "is not a domain"],
  ["a label that is too long", { domain: `${"a".repeat(64)}.com` }, "is over 63 letters"],
  ["a domain that leaves no room", { domain: `${"a.".repeat(120)}com` }, "is over 253 letters: take a shorter domain"],
  ["a region too long to be looked for", { regions: [`us-${"a".repeat(250)}-1`], attached: [] }, "Route 53 does not"],
  ["another interval", { intervalS: 20 }, "Route 53 checks every 10 or 30 seconds, not every 20"],
  ["no threshold", { failureThreshold: 0 }, "a failure threshold is 1 to 10, not 0"],
  ["a high threshold", { failureThreshold: 11 }, "a failure threshold is 1 to 10, not 11"],
  ["half a threshold", { failureThreshold: 2.5 }, "a failure threshold is 1 to 10, not 2.5"],
  ["two checker regions", { checkerRegions: CHECKER_REGIONS.slice(0, 2) }, "name 3 different checker regions at least"],
  ["a checker region twice", { checkerRegions: [EAST, WEST, EAST] }, "name 3 different checker regions at least"],
  [
    "a region without checkers",
    { checkerRegions: [EAST, WEST, "eu-central-1"] },
    "eu-central-1 has no health checkers",
  ],
])("%s is refused with a sentence", (_, wrong, sentence) => {
  expect(() => routingPlan({ ...GOOD, ...wrong })).toThrow(sentence);
});

test("a region whose path would be a letter too long is refused, although its search string would do", () => {
  const long = `us-${"a".repeat(240)}-1`;

  expect(() => routingPlan({ ...GOOD, regions: [long, WEST], attached: [] })).toThrow("Route 53 does not ask for");
});
