import { must, type Region, regionList } from "@tandem/kernel";
import { describe, expect, test } from "vitest";
import { type EndpointCheck, type PeerCheck, type RoutingPlan, routingPlan } from "./routing-plan.ts";
import { routingVerdict, type Seen } from "./routing-verdict.ts";
import {
  allWorlds,
  isUp,
  productOf,
  type RoutingWorld,
  saysEvacuated,
  seenIn,
  subsetsOf,
  withCondition,
} from "./testing/routing-worlds.ts";

/** Hundreds of thousands of verdicts: on a busy machine that takes a while. */
const TIMEOUT_MS = 120_000;
const REGIONS = regionList(["us-east-1", "us-west-2", "sa-east-1"]);
const SEEN: readonly Seen[] = ["found", "not-found", "no-data"];

function planOf(regions: readonly Region[], attached: readonly Region[]): RoutingPlan {
  return routingPlan({ domain: "api.example.com", regions, attached });
}

/** The promises that hold once every check has data; undefined if all are kept, else the one that is broken. */
function brokenPromise(plan: RoutingPlan, world: RoutingWorld): string | undefined {
  const regions = plan.regions.map(({ region }) => region);
  const living = regions.filter((region) => isUp(world, region));
  const { healthy, answers } = routingVerdict(plan, seenIn(plan, world));
  if (living.length > 0 && !answers.some((region) => living.includes(region)))
    return "a living region, and nobody living is answered";
  if (healthy.length > 0 && !answers.every((region) => living.includes(region)))
    return "a dead region is answered beside a healthy one";
  for (const { region, evacuated } of plan.regions) {
    const isLedAway = evacuated.some(({ peer, isAttached }) => isAttached && saysEvacuated(world, peer, region));
    const isOut = !answers.includes(region);
    if (isOut && isUp(world, region) && !isLedAway) return "a living region is out, and no peer that answers says so";
    if (isLedAway && !isOut && healthy.length > 0) return "an evacuated region is answered although another is healthy";
  }
  for (const peer of regions) {
    const silent = routingVerdict(plan, seenIn(plan, withCondition(world, peer, "gone")));
    const lost = healthy.filter((region) => region !== peer && !silent.healthy.includes(region));
    if (lost.length > 0) return "a peer died, and took a living region out";
  }
  return undefined;
}

function brokenPromises(plan: RoutingPlan): readonly string[] {
  const regions = plan.regions.map(({ region }) => region);
  const broken = new Set<string>();
  for (const world of allWorlds(regions)) {
    const promise = brokenPromise(plan, world);
    if (promise !== undefined) broken.add(promise);
  }
  return [...broken];
}

function changed(plan: RoutingPlan, change: (check: PeerCheck) => PeerCheck): RoutingPlan {
  return {
    ...plan,
    regions: plan.regions.map((routing) => ({ ...routing, evacuated: routing.evacuated.map(change) })),
  };
}

describe.each([1, 2, 3])("with %i regions", (count) => {
  const regions = REGIONS.slice(0, count);

  test("in every state of every check, a region is healthy if it is not known to be unready and every attached peer is known not to lead away from it", {
    timeout: TIMEOUT_MS,
  }, () => {
    for (const attached of subsetsOf(regions)) {
      const plan = planOf(regions, attached);
      const checks: readonly EndpointCheck[] = plan.regions.flatMap(({ ready, evacuated }) => [ready, ...evacuated]);
      for (const states of productOf(checks.map(() => SEEN))) {
        const seen = new Map(checks.map(({ id }, index) => [id, must(states[index], "one for each")]));
        const expected = regions.filter((region) => {
          const peers = attached.filter((peer) => peer !== region);
          const isSilent = peers.every((peer) => seen.get(`evacuated-${region}-says-${peer}`) === "not-found");
          return seen.get(`ready-${region}`) !== "not-found" && isSilent;
        });
        const { healthy, answers } = routingVerdict(plan, seen);
        // An assertion for each of the 157,464 states would take longer than all the rest.
        if (String(healthy) !== String(expected)) expect(healthy, JSON.stringify([...seen])).toEqual(expected);
        if (String(answers) !== String(expected.length > 0 ? expected : regions))
          expect.fail(JSON.stringify([...seen]));
      }
    }
  });

  test("whoever is up, unready, gone or evacuated in whoever's eyes: someone living is answered, and only a peer that answers takes a living region out", {
    timeout: TIMEOUT_MS,
  }, () => {
    for (const attached of subsetsOf(regions)) expect(brokenPromises(planOf(regions, attached))).toEqual([]);
  });

  test("a region that is added takes nobody out, in whatever order its checks get their data, and afterwards only by its word", {
    timeout: TIMEOUT_MS,
  }, () => {
    const added = must(regions.at(-1), "there is one");
    const before = regions.slice(0, -1);
    if (before.length === 0) return;
    const [alone, beside, attached] = [planOf(before, before), planOf(regions, before), planOf(regions, regions)];
    const fresh = beside.regions
      .flatMap(({ ready, evacuated }) => [ready.id, ...evacuated.map(({ id }) => id)])
      .filter((id) => id.includes(added));
    for (const world of allWorlds(regions)) {
      const healthyBefore = routingVerdict(alone, seenIn(alone, world)).healthy;
      for (const without of subsetsOf(fresh)) {
        const { healthy } = routingVerdict(beside, seenIn(beside, world, without));
        const still = healthy.filter((region) => region !== added);
        if (String(still) !== String(healthyBefore)) expect(still, JSON.stringify(without)).toEqual(healthyBefore);
      }
      const { healthy } = routingVerdict(attached, seenIn(attached, world));
      const lost = healthyBefore.filter((region) => !healthy.includes(region));
      if (!lost.every((region) => saysEvacuated(world, added, region))) expect.fail(`${lost} went without a word`);
    }
  });
});

describe("each part of the plan is needed", () => {
  const two = REGIONS.slice(0, 2);
  const plan = planOf(two, two);

  test("a check that is attached in the update that creates it takes living regions out", () => {
    const all: RoutingWorld = { conditions: new Map(REGIONS.map((region) => [region, "up"])), views: new Set() };
    const hasty = planOf(REGIONS, REGIONS);
    const without = two.map((region) => `evacuated-${region}-says-sa-east-1`);

    expect(routingVerdict(hasty, seenIn(hasty, all, without)).healthy).toEqual(["sa-east-1"]);
  });

  test("a peer's check that is not inverted lets a dead peer take a living region out", () => {
    const consent = changed(plan, (check) => ({ ...check, inverted: false }));

    expect(brokenPromises(consent)).toContain("a living region is out, and no peer that answers says so");
  });

  test("without the peers' checks nobody can be led away", () => {
    const regions = plan.regions.map((routing) => ({
      ...routing,
      serves: { ...routing.serves, children: [routing.ready.id], threshold: 1 },
    }));

    expect(brokenPromises({ ...plan, regions })).toEqual([
      "an evacuated region is answered although another is healthy",
    ]);
  });

  test("without a region's own readiness the dead are answered", () => {
    const regions = plan.regions.map((routing) => {
      const children = routing.evacuated.map(({ id }) => id);
      return { ...routing, serves: { ...routing.serves, children, threshold: children.length } };
    });

    expect(brokenPromises({ ...plan, regions })).toContain("a dead region is answered beside a healthy one");
  });

  test("with less than all of its children a region is answered although it is dead, or led away from", () => {
    const regions = plan.regions.map((routing) => ({ ...routing, serves: { ...routing.serves, threshold: 1 } }));

    expect(brokenPromises({ ...plan, regions })).toEqual(
      expect.arrayContaining([
        "a dead region is answered beside a healthy one",
        "an evacuated region is answered although another is healthy",
      ]),
    );
  });
});
