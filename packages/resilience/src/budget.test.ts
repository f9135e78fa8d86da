import { expect, it } from "vitest";
import { createBudget } from "./budget.ts";

it("gives what was saved up, and then so much a second", () => {
  const budget = createBudget({ callsPerSecond: 10, callsMost: 3 });

  expect([1, 2, 3, 4].map(() => budget.spend(5_000))).toEqual([true, true, true, false]);
  expect([budget.spend(5_099), budget.spend(5_100), budget.spend(5_101)]).toEqual([false, true, false]);
});

it("saves up no more than its most, however long nobody asks", () => {
  const budget = createBudget({ callsPerSecond: 10, callsMost: 2 });
  budget.spend(0);

  expect([1, 2, 3].map(() => budget.spend(3_600_000))).toEqual([true, true, false]);
});
