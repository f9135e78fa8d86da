import { expect, test } from "vitest";
import { stopAdvice, stopText } from "./stop-text.ts";
import { examplePlan } from "./testing/example-plan.ts";

const plan = examplePlan();
const [global, west] = plan.stages;

test("a stop in the middle of a stage says what is half done, and how to go on when SST believes it still is", () => {
  const advice = stopAdvice({ plan, deployed: ["production-global"], touched: west, isPartial: true });

  expect(stopText(advice)).toBe(
    [
      "  deployed      production-global",
      "  in part       production-us-west-2",
      "  not deployed  production-us-east-1",
      "  to go back    git checkout LAST-GOOD-COMMIT && npm run deploy -- production --only us-west-2 --despite-alarms",
      "  to go on      npm run deploy -- production --only us-west-2 && npm run deploy -- production --only us-east-1",
      "  if SST says that an update is under way and none is: npx sst unlock --stage production-us-west-2",
    ].join("\n"),
  );
});

test("a stop before anything was touched has nothing to go back to", () => {
  const advice = stopAdvice({ plan, deployed: [], touched: undefined, isPartial: false });

  expect(advice.rollBack).toEqual([]);
  expect(advice.goOn).toMatch(/--only global && .*--only us-west-2 && .*--only us-east-1$/);
});

test("what has no alarms is rolled back without a word about them", () => {
  const quiet = examplePlan({ watches: false });
  const advice = stopAdvice({ plan: quiet, deployed: [], touched: global, isPartial: true });

  expect(advice.rollBack).toEqual(["git checkout LAST-GOOD-COMMIT && npm run deploy -- production --only global"]);
});

test("a stop at the second region offers to go back in the first one, too, which may be what fell ill", () => {
  const deployed = plan.stages.map(({ stage }) => stage);
  const advice = stopAdvice({ plan, deployed, touched: plan.stages.at(-1), isPartial: false });

  expect(advice.rollBack.map((each) => each.split("--only ")[1])).toEqual([
    "us-east-1 --despite-alarms",
    "us-west-2 --despite-alarms",
  ]);
  expect(stopText(advice).match(/git checkout/g)).toHaveLength(2);
});
