import { ENVIRONMENTS } from "@tandem/infra/stage";
import { expect, test } from "vitest";
import { copyRegionOf, planOf } from "./plan.ts";
import { EXAMPLE } from "./testing/example-plan.ts";

/** Whatever infra/stage.ts has: a fork's regions are its own. */
const [NAME = "", { regions: REGIONS } = EXAMPLE] = Object.entries(ENVIRONMENTS)[0] ?? [];

test("an environment is walked in its order: what is shared, then region by region", () => {
  const plan = planOf({ environment: NAME });

  expect(plan.stages.map(({ stage }) => stage)).toEqual([
    `${NAME}-global`,
    ...REGIONS.map((each) => `${NAME}-${each}`),
  ]);
  expect(plan.bakeMinutes).toBe(plan.environment.bakeMinutes);
});

test("--only takes one stage out, and no minutes to bake are minutes, too", () => {
  const plan = planOf({ environment: NAME, only: REGIONS.at(-1), bakeMinutes: 0 });

  expect(plan.stages.map(({ stage }) => stage)).toEqual([`${NAME}-${REGIONS.at(-1)}`]);
  expect(plan.bakeMinutes).toBe(0);
});

test.each([
  [{ environment: "prod" }, /There is no environment "prod"/],
  [{ environment: NAME, only: "eu-nowhere-1" }, /no "eu-nowhere-1": --only takes one of global, /],
  [{ environment: NAME, only: "" }, /--only takes one of/],
])("%j is refused with what is there", (wanted, why) => {
  expect(() => planOf(wanted)).toThrow(why);
});

test("a copy of a region's state goes to the first of the others", () => {
  const regions = ["a", "b", "c"];

  expect(regions.map((region) => copyRegionOf({ ...EXAMPLE, regions }, region))).toEqual(["b", "a", "a"]);
  expect(copyRegionOf({ ...EXAMPLE, regions: ["a"] }, "a")).toBeUndefined();
});
