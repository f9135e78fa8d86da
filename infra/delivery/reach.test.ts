/** How far each delivery role reaches: one environment's names, and no name of another's can begin so. */
import { expect, test } from "vitest";
import { environmentOf, problemsAmongNames } from "../environment.ts";
import { boundaryName, globalName, regionalName, tableName } from "../names.ts";
import { inEachRegion, reachOf, reachOfPreviews } from "./reach.ts";

const ACCOUNT = "123456789012";
const production = environmentOf("production");
const preview = environmentOf("pr-12");

test("an environment's role reaches what its environment is called by, in its regions", () => {
  const reach = reachOf(production, ACCOUNT);

  expect(beginning(reach.names)).toBe("tandem-production-");
  expect(tableName(production).startsWith(beginning(reach.names))).toBe(true);
  expect(inEachRegion(reach, "sqs", "x")).toEqual([
    "arn:aws:sqs:us-west-2:123456789012:x",
    "arn:aws:sqs:us-east-1:123456789012:x",
  ]);
});

test("no delivery role and no boundary is among the roles that a delivery role reaches", () => {
  const names = [globalName(production, "delivery"), globalName(production, "backup"), boundaryName(preview)];
  const reaches = [...reachOf(production, ACCOUNT).roles, ...reachOfPreviews(ACCOUNT).roles];

  expect(names.filter((name) => reaches.some((role) => name.startsWith(beginning(role))))).toEqual([]);
});

test("a preview of a workflow wears the boundary that is there before, one of a person its own", () => {
  expect(boundaryName(preview)).toBe("tandem-previews-boundary");
  expect(reachOfPreviews(ACCOUNT).boundary).toBe(`arn:aws:iam::${ACCOUNT}:policy/tandem-previews-boundary`);
  expect(boundaryName(environmentOf("dev-anna"))).toBe("tandem-dev-anna-boundary");
});

test("previews reach every preview of a workflow, and production's nothing", () => {
  const { names, roles } = reachOfPreviews(ACCOUNT);

  expect(regionalName(preview, "us-west-2", "api").startsWith(beginning(names))).toBe(true);
  for (const fence of [names, ...roles]) expect(globalName(production, "x").startsWith(beginning(fence))).toBe(false);
});

test.each([
  [["production", "production-eu"], /production-eu begins with that of production/],
  [["production", "pr-live"], /pr-live begins as previews do/],
  [["dev"], /dev begins as previews do/],
  [["previews"], /previews begins as previews do/],
  [["preview"], /preview begins as previews do/],
])("environments called %j are refused", (names, sentence) => {
  expect(problemsAmongNames(names).join("\n")).toMatch(sentence);
});

test("names that only look alike are taken", () => {
  expect(problemsAmongNames(["production", "prod", "staging", "development"])).toEqual([]);
});

function beginning(pattern: string): string {
  expect(pattern.endsWith("-*")).toBe(true);
  return pattern.slice(0, -1);
}
