import { done } from "@tandem/kernel";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAlarms } from "./aws-alarms.ts";
import { readObservations } from "./aws-health-checks.ts";
import { readIdentity } from "./aws-identity.ts";
import { type PreflightPorts, preflight } from "./preflight.ts";
import { DOMAIN, EAST, examplePlan, WEST } from "./testing/example-plan.ts";
import { openWalkWorld, type WalkWorld } from "./testing/walk-world.ts";

let world: WalkWorld;
beforeEach(async () => {
  world = await openWalkWorld();
});
afterEach(() => world.close());

const CLEAN = { commit: "0123456789ab", changed: [] };
const strict = { isDirty: false, isDespiteAlarms: false };
const ports = (changes: Partial<PreflightPorts> = {}): PreflightPorts => {
  return {
    readIdentity,
    readAlarms,
    readObservations,
    readGoodCommit: async () => done(undefined),
    readTree: async () => CLEAN,
    repository: "shop/shop",
    ...changes,
  };
};
const ring = (region: string) =>
  world.aws.state.alarms.set(region, [{ name: `tandem-production-${region}-lag`, state: "ALARM" }]);
const addCheck = (name: string, ...observations: string[]) =>
  world.aws.state.checks.push({ id: `id-of-${name}`, name: `tandem-production-${name}`, observations });

test("an environment that is in order is refused nothing, and shows whose account it is", async () => {
  const before = await preflight(examplePlan(), ports(), strict);

  expect(before.refusals).toEqual([]);
  expect(before.identity).toEqual({ account: "123456789012", arn: expect.stringContaining("assumed-role/deployer") });
});

test("settings that are still examples are refused, each in a sentence", async () => {
  const domain = { name: "api.tandem.example", zoneId: "Z00000000EXAMPLE", attached: [] };
  const examples = {
    domain,
    alertAddress: "a@tandem.example",
    paymentsUrl: "https://p.tandem.example/v1",
    tokenKeys: [],
  };

  const before = await preflight(examplePlan(examples), ports({ repository: "owner/tandem" }), strict);

  const settings = ["REPOSITORY", "domain.name", "domain.zoneId", "alertAddress", "paymentsUrl", "tokenKeys"];
  expect(before.refusals).toEqual(settings.map((name) => expect.stringContaining(`in infra/stage.ts \`${name}\` is `)));
});

test("whoever AWS does not know is refused once, with how to sign in", async () => {
  world.aws.state.away.add("sts us-west-2").add("sts us-east-1");

  const before = await preflight(examplePlan(), ports(), strict);

  expect(before.refusals).toEqual([expect.stringMatching(/^AWS in us-west-2 does not know us .*aws sso login/)]);
  expect(world.aws.asked.filter(({ service }) => service !== "sts")).toEqual([]);
});

describe("a tree", () => {
  const dirty = { commit: "0123456789ab", changed: ["a.ts", "b.ts", "c.ts", "d.ts"] };

  test.each([
    ["with changes", dirty, /4 files are not committed \(a\.ts, b\.ts, c\.ts, …\)/],
    ["that is none", { commit: undefined, changed: [] }, /in no git repository/],
  ])("%s is refused where production is protected, unless --dirty is said", async (_, tree, why) => {
    const readTree = async () => tree;

    expect((await preflight(examplePlan(), ports({ readTree }), strict)).refusals).toEqual([
      expect.stringMatching(why),
    ]);
    expect((await preflight(examplePlan(), ports({ readTree }), { ...strict, isDirty: true })).refusals).toEqual([]);
  });

  test("with changes is good enough for an environment that protects nothing", async () => {
    const readTree = async () => dirty;

    expect((await preflight(examplePlan({ protects: false }), ports({ readTree }), strict)).refusals).toEqual([]);
  });
});

describe("alarms", () => {
  test("that ring already are refused with their names, unless --despite-alarms is said", async () => {
    ring(EAST);

    const before = await preflight(examplePlan(), ports(), strict);
    const despite = await preflight(examplePlan(), ports(), { ...strict, isDespiteAlarms: true });

    expect(before.refusals).toEqual([
      expect.stringContaining("in us-east-1 tandem-production-us-east-1-lag rings already"),
    ]);
    expect(despite.refusals).toEqual([]);
    const lag = new Set(["tandem-production-us-east-1-lag"]);
    expect(despite.baselines.get(EAST)).toEqual({ known: lag, rang: lag });
  });

  test("that ring in a region that is not touched are no reason to refuse", async () => {
    ring(WEST);

    expect((await preflight(examplePlan({}, EAST), ports(), strict)).refusals).toEqual([]);
  });

  test("that cannot be asked are a refusal where something is touched, and said elsewhere", async () => {
    world.aws.state.away.add("monitoring us-west-2");

    const all = await preflight(examplePlan(), ports(), strict);
    const east = await preflight(examplePlan({}, EAST), ports(), strict);

    expect(all.refusals).toEqual([expect.stringContaining("the alarms of us-west-2 cannot be asked")]);
    expect(east.refusals).toEqual([]);
    expect(east.unheard).toEqual([WEST]);
  });

  test("are not asked of an environment that has none", async () => {
    world.aws.state.away.add("monitoring us-west-2").add("monitoring us-east-1");

    expect((await preflight(examplePlan({ watches: false }), ports(), strict)).refusals).toEqual([]);
  });
});

describe("a peer that is attached", () => {
  test("is refused while its check is not there, or has no data", async () => {
    addCheck("evacuated-us-west-2-says-us-east-1");

    const before = await preflight(examplePlan({ domain: DOMAIN }), ports(), strict);

    expect(before.refusals).toEqual([
      expect.stringMatching(
        /us-west-2 would hang on the word of us-east-1 .* has no data yet: deploy with `domain.attached: \[\]`/,
      ),
      expect.stringMatching(
        /us-east-1 would hang on the word of us-west-2 .* there is no health check tandem-production-evacuated-us-east-1-says-us-west-2 yet/,
      ),
    ]);
  });

  test("is well when its check has data, found behind others in a list of several pages", async () => {
    for (let index = 0; index < 12; index += 1) addCheck(`other-${index}`, "Success: HTTP Status Code 200, OK");
    addCheck("evacuated-us-west-2-says-us-east-1", "Failure: HTTP Status Code 404");
    addCheck("evacuated-us-east-1-says-us-west-2", "Failure: HTTP Status Code 404");

    expect((await preflight(examplePlan({ domain: DOMAIN }), ports(), strict)).refusals).toEqual([]);
  });

  test("is asked for with each other peer of three, and a region of its own is not", async () => {
    const three = { regions: [WEST, EAST, "eu-west-1"], domain: { ...DOMAIN, attached: [EAST, "eu-west-1"] } };
    world.aws.state.alarms.set("eu-west-1", []);

    const before = await preflight(examplePlan(three, WEST), ports(), strict);

    expect(before.refusals).toEqual([
      expect.stringContaining("us-west-2 would hang on the word of us-east-1"),
      expect.stringContaining("us-west-2 would hang on the word of eu-west-1"),
    ]);
  });

  test("is refused when Route 53 does not answer: no data is not good data", async () => {
    world.aws.state.away.add("route53 us-east-1");

    const before = await preflight(examplePlan({ domain: DOMAIN }), ports(), strict);

    expect(before.refusals).toEqual([expect.stringContaining("cannot be asked (Route 53 does not answer")]);
  });
});
