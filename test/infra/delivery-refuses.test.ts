/**
 * What the roles of delivery may not do: touch another environment's things, take customers' data away, or change what holds them back. That
 * these are not refused for want of any right is shown by `delivery-suffices.test.ts`.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { isAllowed, type PolicyStatement, type Request, statementsOfRole } from "./delivery/policies.ts";
import { deploy, PRODUCTION } from "./deployment.ts";

const PRODUCTIONS = "tandem-production-delivery";
const PREVIEWS = "tandem-previews-delivery";
const ACCOUNT = "123456789012";

let ofProduction: readonly PolicyStatement[];
let ofPreviews: readonly PolicyStatement[];

beforeAll(async () => {
  const [stack] = (await deploy(PRODUCTION, { parts: ["global"] })).stacks;
  if (stack === undefined) throw new Error("there is no global stack");
  ofProduction = statementsOfRole(stack, PRODUCTIONS);
  ofPreviews = statementsOfRole(stack, PREVIEWS);
});

describe("the previews' role", () => {
  test.each<Request>([
    own("lambda:UpdateFunctionCode", "function:tandem-production-us-west-2-api"),
    own("dynamodb:DeleteTable", "table/tandem-production-1"),
    own("dynamodb:UpdateTable", "table/tandem-production-1"),
    own("sqs:DeleteQueue", "tandem-production-us-west-2-work"),
    own("logs:DeleteLogGroup", "log-group:/tandem/production/us-west-2/api"),
    own("scheduler:DeleteSchedule", "schedule/default/tandem-production-us-west-2-tick"),
    own("ssm:GetParameter", "parameter/sst/passphrase/tandem/production-global"),
    own("ssm:PutParameter", "parameter/sst/bootstrap"),
    own("ssm:PutParameter", "parameter/tandem/production-us-west-2/commit"),
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
    own("lambda:UpdateFunctionCode", "function:tandem-pr-12-us-east-1-api", "us-east-1"),
    { action: "route53:ChangeResourceRecordSets", resource: "arn:aws:route53:::hostedzone/Z00000000EXAMPLE" },
  ])("may not $action on $resource", (request) => {
    expect(isAllowed(ofPreviews, request)).toBe(false);
  });
});

describe("production's role", () => {
  test.each<Request>([
    // What would take data away is a person's.
    own("dynamodb:DeleteTable", "table/tandem-production-1"),
    own("dynamodb:DeleteTableReplica", "table/tandem-production-1"),
    own("dynamodb:UpdateContinuousBackups", "table/tandem-production-1"),
    own("dynamodb:UpdateTimeToLive", "table/tandem-production-1"),
    own("dynamodb:GetItem", "table/tandem-production-1"),
    own("backup:DeleteRecoveryPoint", "recovery-point:1"),
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
    own("lambda:UpdateFunctionCode", "function:tandem-pr-12-us-west-2-api"),
    own("lambda:UpdateFunctionCode", "function:other-production-api"),
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

function own(action: string, resource: string, region = "us-west-2"): Request {
  return { action, resource: `arn:aws:${action.split(":")[0]}:${region}:${ACCOUNT}:${resource}` };
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
