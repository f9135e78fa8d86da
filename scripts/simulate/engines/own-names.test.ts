import { createMachine, drawPlan } from "@tandem/sandbox";
import { expect, test } from "vitest";
import { withOwnNames } from "./own-names.ts";

test("a plan with its own names is the same plan among people and products that no other has", () => {
  const plan = drawPlan(createMachine({ seed: 3 }).fork("plan"), 60);

  const own = withOwnNames(plan, "7B");

  const back: unknown = JSON.parse(JSON.stringify(own).replaceAll("-7B", ""));
  expect(back).toEqual(JSON.parse(JSON.stringify(plan)));
  const names = [...own.customers, ...own.skus];
  expect(names.every((name) => name.endsWith("-7B"))).toBe(true);
  expect(JSON.stringify(own.operations).match(/"(?:sku|customer)":"[^"]*(?<!-7B)"/)).toBeNull();
});
