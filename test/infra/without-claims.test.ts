/** A product without claims deploys no table for them, and is told and may do nothing about one; what else is deployed stays as it was. */
import { beforeAll, expect, test } from "vitest";
import { INFRA_CUTS } from "../architecture/without-claims/removal.ts";
import { type Deployment, deploy, PRODUCTION } from "./deployment.ts";

let withClaims: Deployment;
let without: Deployment;

beforeAll(async () => {
  const parts = ["global", "us-east-1"];
  withClaims = await deploy(PRODUCTION, { parts });
  without = await deploy(PRODUCTION, { parts, edits: INFRA_CUTS });
});

test("everything is there but the table of claims, and the rest is as it was", () => {
  const gone = resourcesIn(withClaims).filter((each) => !resourcesIn(without).includes(each));

  expect(gone).toEqual(["aws:dynamodb/table:Table Claims"]);
  expect(resourcesIn(without).filter((each) => !resourcesIn(withClaims).includes(each))).toEqual([]);
});

test("nothing that is deployed names them", () => {
  const named = without.stacks.flatMap(({ graph }) =>
    graph.resources
      .filter(({ inputs }) => /-claims|TANDEM_CLAIMS/.test(JSON.stringify(inputs)))
      .map(({ name }) => name),
  );

  expect(named).toEqual([]);
});

function resourcesIn({ stacks }: Deployment): readonly string[] {
  return stacks.flatMap(({ graph }) => graph.resources.map(({ type, name }) => `${type} ${name}`));
}
