import { createManualClock, must, type Region } from "@tandem/kernel";
import { expect, test } from "vitest";
import { createReadiness } from "./readiness.ts";
import { answerHealth } from "./readiness-answer.ts";
import { restrictionsOf } from "./restrictions.ts";
import { routingPlan } from "./routing-plan.ts";
import { isFound, type Seen } from "./routing-verdict.ts";
import { EAST, restrictItem, WEST } from "./testing/restriction-items.ts";
import { allWorlds, isUp, type RoutingWorld, seenIn } from "./testing/routing-worlds.ts";
import { scriptedProbes } from "./testing/scripted-probes.ts";

const REGIONS = [EAST, WEST];
const plan = routingPlan({ domain: "api.example.com", regions: REGIONS, attached: REGIONS });

/** What `region` really answers in this world. */
async function answerOf(region: Region, path: string, world: RoutingWorld) {
  const { probes, runWithin } = scriptedProbes(isUp(world, region) ? {} : { "table-write": "rejected" });
  const seen = REGIONS.filter((subject) => world.views.has(`${region}>${subject}`));
  const restrictions = restrictionsOf(
    seen.map((subject) => restrictItem("evacuated", subject, { id: `rst_${subject}` })),
  );
  return await answerHealth(
    { method: "GET", path, requestId: "req-1" },
    {
      region,
      regions: REGIONS,
      readiness: createReadiness({ probes, runWithin, clock: createManualClock() }),
      runWithin,
      readRestrictions: async () => restrictions,
    },
  );
}

test("the checks find in what regions really answer what the enumeration of all worlds says that they find", async () => {
  for (const world of allWorlds(REGIONS)) {
    const found = new Map<string, Seen>();
    for (const check of plan.regions.flatMap(({ ready, evacuated }) => [ready, ...evacuated])) {
      const asked = must(
        plan.regions.find(({ hosts }) => hosts.readiness === check.host),
        "somebody is asked",
      ).region;
      const isGone = world.conditions.get(asked) === "gone";
      const isThere = !isGone && isFound(check, await answerOf(asked, check.path, world));
      found.set(check.id, isThere ? "found" : "not-found");
    }
    expect(found).toEqual(seenIn(plan, world));
  }
});

test("no region's answer about one thing holds what a check looks for in another, whatever its status", async () => {
  const strings = plan.regions.flatMap(({ ready, evacuated }) =>
    [ready, ...evacuated].map(({ searchString }) => searchString),
  );
  for (const world of allWorlds(REGIONS)) {
    for (const region of REGIONS) {
      for (const path of ["/readyz", ...REGIONS.map((subject) => `/evacuated/${subject}`)]) {
        const { status, body } = await answerOf(region, path, world);
        const held = strings.filter((string) => body.includes(string));
        const own = path === "/readyz" ? `ready ${region}` : `evacuated ${path.split("/").at(-1)}`;
        expect(held, `${region} ${path}`).toEqual(status === 200 ? [own] : []);
      }
    }
  }
});
