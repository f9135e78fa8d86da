import { afterAll, beforeAll, expect, test } from "vitest";
import { createForker, type Forker, stepsOf } from "./forker.ts";

let forker: Forker;

beforeAll(() => {
  forker = createForker();
});

afterAll(() => {
  forker.leave();
});

test("someone new adds a fault, a promise and a mutant by doing what the guide says", async () => {
  const steps = stepsOf("docs/guides/simulate.md");
  for (const step of steps) await forker.follow(step);

  expect(steps.map(({ kind }) => kind)).toEqual(["run", "edit", "write", "edit", "write", "run", "run", "edit", "run"]);
});
