import { done, type Outcome, refused } from "@tandem/kernel";
import { expect, test } from "vitest";
import type { GoodCommits } from "./good-commits.ts";
import { stopAdvice, stopText } from "./stop-text.ts";
import { examplePlan } from "./testing/example-plan.ts";

const plan = examplePlan();
const [global, west] = plan.stages;
const goodCommits: GoodCommits = new Map<string, Outcome<string, { readonly reason: string }>>([
  ["production-global", done("1111111111aa")],
  ["production-us-west-2", done("2222222222bb")],
  ["production-us-east-1", refused({ reason: "no deployment has written one down yet" })],
]);

test("a stop in the middle of a stage says what is half done, and how to go on when SST believes it still is", () => {
  const advice = stopAdvice({ plan, goodCommits, deployed: ["production-global"], touched: west, isPartial: true });

  expect(stopText(advice)).toBe(
    [
      "  deployed      production-global",
      "  in part       production-us-west-2",
      "  not deployed  production-us-east-1",
      "  to go back    git checkout 2222222222bb && npm run deploy -- production --only us-west-2 --despite-alarms",
      "  to go on      npm run deploy -- production --only us-west-2 && npm run deploy -- production --only us-east-1",
      "  if SST says that an update is under way and none is: npx sst unlock --stage production-us-west-2",
    ].join("\n"),
  );
});

test("a stop before anything was touched has nothing to go back to", () => {
  const advice = stopAdvice({ plan, goodCommits, deployed: [], touched: undefined, isPartial: false });

  expect(advice.rollBack).toEqual([]);
  expect(advice.goOn).toMatch(/--only global && .*--only us-west-2 && .*--only us-east-1$/);
});

test("what has no alarms is rolled back without a word about them", () => {
  const quiet = examplePlan({ watches: false });
  const advice = stopAdvice({ plan: quiet, goodCommits, deployed: [], touched: global, isPartial: true });

  expect(advice.rollBack).toEqual(["git checkout 1111111111aa && npm run deploy -- production --only global"]);
});

test("a stop at the second region offers to go back in the first one, too, which may be what fell ill", () => {
  const deployed = plan.stages.map(({ stage }) => stage);
  const advice = stopAdvice({ plan, goodCommits, deployed, touched: plan.stages.at(-1), isPartial: false });

  expect(advice.rollBack.map((each) => each.split("--only ")[1])).toEqual([
    "us-east-1 --despite-alarms",
    "us-west-2 --despite-alarms",
  ]);
  expect(stopText(advice).match(/git checkout/g)).toHaveLength(2);
});

test("where no good commit is known the command has a placeholder that git refuses, and it is said why", () => {
  const advice = stopAdvice({ plan, goodCommits, deployed: [], touched: plan.stages.at(-1), isPartial: true });

  expect(advice.rollBack).toEqual([expect.stringMatching(/^git checkout LAST-GOOD-COMMIT && .*--only us-east-1/)]);
  expect(stopText(advice)).toContain(
    "\n                LAST-GOOD-COMMIT of production-us-east-1 is not known here: no deployment has written one down yet\n",
  );
  expect(
    stopAdvice({ plan, goodCommits: new Map(), deployed: [], touched: west, isPartial: true }).unknownCommits,
  ).toEqual([expect.stringContaining("none is kept for previews")]);
});
