import { expect, test } from "vitest";
import { environmentOf } from "./environment.ts";
import { scopeOf, stagesOf } from "./scope.ts";

test("a stage is a part of an environment", () => {
  expect(scopeOf("production-global")).toMatchObject({ kind: "global", region: "us-west-2" });
  expect(scopeOf("production-us-east-1")).toMatchObject({
    kind: "region",
    region: "us-east-1",
    peers: ["us-west-2"],
    environment: { name: "production" },
  });
  expect(scopeOf("pr-12-us-west-2")).toMatchObject({ kind: "region", region: "us-west-2", peers: [] });
});

test("an environment is deployed from what is shared to what is not", () => {
  expect(stagesOf(environmentOf("production"))).toEqual([
    "production-global",
    "production-us-west-2",
    "production-us-east-1",
  ]);
});

test.each([
  ["anna", /"anna" is no stage of this product: a stage is ENVIRONMENT-global or ENVIRONMENT-REGION/],
  ["production", /is no stage/],
  ["", /is no stage/],
  ["-global", /is no stage/],
  ["production-us-east", /is no stage/],
  ["production-GLOBAL", /is no stage/],
  ["staging-global", /There is no environment "staging"/],
  ["production-eu-west-1", /eu-west-1 is not a region of production, which has us-west-2, us-east-1/],
  ["production-us-gov-west-1", /us-gov-west-1 is not a region of production/],
  ["pr-12-us-east-1", /us-east-1 is not a region of pr-12, which has us-west-2/],
])("%j is refused with what to write instead", (stage, sentence) => {
  expect(() => scopeOf(stage)).toThrow(sentence);
});
