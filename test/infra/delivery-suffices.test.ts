/**
 * The roles of delivery suffice: whatever the stacks hold that workflows deploy, the role may make, look at and remove. So what a new kind of
 * resource takes is asked for here, and not on the day of its first release. The last tests widen a policy and watch what it opens.
 */
import { beforeAll, expect, test } from "vitest";
import { on } from "./delivery/asking.ts";
import { DEPLOYING_TAKES } from "./delivery/deploying-takes.ts";
import { isAllowed, type PolicyStatement, type Request, statementsOfRole } from "./delivery/policies.ts";
import { type Deployment, deploy, PREVIEW_OF_12, PRODUCTION, type Stack } from "./deployment.ts";

const PRODUCTIONS = "tandem-production-delivery";
const PREVIEWS = "tandem-previews-delivery";

let production: Deployment;
let preview: Deployment;

beforeAll(async () => {
  production = await deploy(PRODUCTION);
  preview = await deploy(PREVIEW_OF_12);
});

test("production's role may deploy and change each region", () => {
  const statements = statementsOfRole(globalOf(production), PRODUCTIONS);
  const regions = production.stacks.filter(({ kind }) => kind === "region");

  expect(regions).toHaveLength(2);
  expect(regions.flatMap((stack) => refusedIn(stack, "production", statements))).toEqual([]);
});

test("the previews' role may make and remove a whole preview", () => {
  const statements = statementsOfRole(globalOf(production), PREVIEWS);

  expect(preview.stacks.flatMap((stack) => refusedIn(stack, "pr-12", statements))).toEqual([]);
});

test("both may do what SST does for itself, with their own stages", () => {
  for (const [role, stage] of [
    [PRODUCTIONS, "production-us-west-2"],
    [PREVIEWS, "pr-12-us-west-2"],
  ] as const) {
    const statements = statementsOfRole(globalOf(production), role);
    const refused = ofSst(stage).filter((request) => !isAllowed(statements, request));
    expect(refused, role).toEqual([]);
  }
});

test("production's may ask what `npm run deploy` asks: which alarms ring, whether a check has data, which commit was good", () => {
  const statements = statementsOfRole(globalOf(production), PRODUCTIONS);
  const asked = [
    ...on("*", "cloudwatch: DescribeAlarms"),
    ...on("*", "route53: ListHealthChecks"),
    ...["production-global", "production-us-west-2"].flatMap((stage) =>
      on(`arn:aws:ssm:us-west-2:123456789012:parameter/tandem/${stage}/commit`, "ssm: GetParameter PutParameter"),
    ),
    ...on("arn:aws:route53:::healthcheck/ID", "route53: GetHealthCheckStatus ListTagsForResources"),
  ];

  expect(asked.filter((request) => !isAllowed(statements, request))).toEqual([]);
});

test.each<[string, { file: string; find: string; replace: string }, string, Request]>([
  [
    "the boundary",
    {
      file: "infra/delivery/worn-roles.ts",
      find: 'conditions: { StringEquals: { "iam:PermissionsBoundary": boundary } },',
      replace: "",
    },
    PRODUCTIONS,
    { action: "iam:CreateRole", resource: "arn:aws:iam::123456789012:role/tandem-production-us-west-2-x" },
  ],
  [
    "the fence around roles",
    {
      file: "infra/delivery/reach.ts",
      find: 'roles: regions.map((region) => regionalName(environment, region, "*")),',
      replace: 'roles: [globalName(environment, "*")],',
    },
    PRODUCTIONS,
    { action: "iam:DeleteRole", resource: `arn:aws:iam::123456789012:role/${PRODUCTIONS}` },
  ],
  [
    "the dash that ends the previews' names",
    {
      file: "infra/delivery/reach.ts",
      find: "}-*`,\n    roles",
      replace: "}*`,\n    roles",
    },
    PREVIEWS,
    {
      action: "dynamodb:DeleteTable",
      resource: "arn:aws:dynamodb:us-west-2:123456789012:table/tandem-production-1",
    },
  ],
])("without %s a role may do what it must not", async (_, edit, role, request) => {
  const widened = await deploy(PRODUCTION, { parts: ["global"], edits: [edit] });

  expect(isAllowed(statementsOfRole(globalOf(production), role), request)).toBe(false);
  expect(isAllowed(statementsOfRole(globalOf(widened), role), request)).toBe(true);
});

function refusedIn({ graph, stage }: Stack, environment: string, statements: readonly PolicyStatement[]) {
  return graph.resources
    .filter(({ custom, existing, type }) => custom && !existing && !type.startsWith("pulumi:"))
    .flatMap((resource) => {
      const takes = DEPLOYING_TAKES[resource.type];
      if (takes === undefined)
        return [
          `${stage}: add what ${resource.type} takes to test/infra/delivery/takes-*.ts, and to infra/delivery/*.ts`,
        ];
      return takes(resource, environment)
        .filter((request) => !isAllowed(statements, request))
        .map(({ action, resource: arn }) => `${stage}: ${action} on ${arn} for ${resource.name}`);
    });
}

/** Its state, its passphrase, its buckets. */
function ofSst(stage: string): readonly Request[] {
  const context = { "aws:ResourceAccount": "123456789012" };
  const parameter = (name: string) => `arn:aws:ssm:us-west-2:123456789012:parameter${name}`;
  return [
    { action: "ssm:GetParameter", resource: parameter("/sst/bootstrap") },
    { action: "ssm:GetParameter", resource: parameter(`/sst/passphrase/tandem/${stage}`) },
    { action: "ssm:PutParameter", resource: parameter(`/sst/passphrase/tandem/${stage}`) },
    { action: "s3:ListBucket", resource: "arn:aws:s3:::sst-state-abc", context },
    ...[
      `app/tandem/${stage}.json`,
      `lock/tandem/${stage}.json`,
      `snapshot/tandem/${stage}/1.json`,
      `copies/us-east-1/app/tandem/${stage}.json`,
    ].flatMap((key) =>
      ["GetObject", "PutObject", "DeleteObject"].map((action) => ({
        action: `s3:${action}`,
        resource: `arn:aws:s3:::sst-state-abc/${key}`,
        context,
      })),
    ),
  ];
}

function globalOf({ stacks }: Deployment): Stack {
  const stack = stacks.find(({ kind }) => kind === "global");
  if (stack === undefined) throw new Error("there is no global stack");
  return stack;
}
