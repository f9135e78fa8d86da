/**
 * What an environment has once: the table with its protection on every replica, copies that nobody can delete, and the proof of the shared name.
 * `mutations/keeping.test.ts` takes each protection away.
 */
import { beforeAll, expect, test } from "vitest";
import {
  type Deployment,
  deploy,
  FIRST_WALK,
  PREVIEW_OF_12,
  PRODUCTION,
  resourcesOf,
  type Stack,
  THREE,
} from "./deployment.ts";
import type { GraphResource } from "./graph/graph.ts";
import { runGraph } from "./graph/run-graph.ts";
import { at, listAt } from "./rules/rule.ts";

const ONE_REGION = {
  ...FIRST_WALK,
  about: "production in one region",
  settings: { ...FIRST_WALK.settings, regions: ["us-west-2"] },
  edits: [{ file: "infra/stage.ts", find: 'regions: ["us-west-2", "us-east-1"]', replace: 'regions: ["us-west-2"]' }],
} as const;

const PROTECTED = { deletionProtectionEnabled: true, pointInTimeRecovery: true, propagateTags: true };

let production: Deployment;
let three: Deployment;
let one: Deployment;
let preview: Deployment;

beforeAll(async () => {
  const parts = ["global"];
  production = await deploy(PRODUCTION, { parts });
  three = await deploy(THREE, { parts });
  one = await deploy(ONE_REGION, { parts });
  preview = await deploy(PREVIEW_OF_12, { parts });
});

test("production's table keeps 35 days of changes, and states its key, its stream and its bill", () => {
  const { inputs } = tableOf(production, "tandem-production-1");

  expect(inputs).toMatchObject({
    name: "tandem-production-1",
    billingMode: "PAY_PER_REQUEST",
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
    ttl: { attributeName: "ttl", enabled: true },
    serverSideEncryption: { enabled: false },
    pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
  });
});

test("with three regions each of the two others has a replica with the same protection", () => {
  const { inputs } = tableOf(three, "tandem-production-1");

  const protection = { consistencyMode: "EVENTUAL", ...PROTECTED };
  expect(inputs["replicas"]).toEqual([
    { regionName: "us-east-1", ...protection },
    { regionName: "eu-west-1", ...protection },
  ]);
});

test("a preview's table is one, in one region, and goes without a trace", () => {
  const table = tableOf(preview, "tandem-pr-12-1");

  expect(table).toMatchObject({ protect: false, retainOnDelete: false });
  expect(table.inputs).toMatchObject({ name: "tandem-pr-12-1", deletionProtectionEnabled: false, replicas: [] });
  expect(table.inputs).not.toHaveProperty("pointInTimeRecovery");
  expect(typesOf(globalOf(preview))).toEqual(["aws:dynamodb/table:Table", "aws:dynamodb/table:Table"]);
});

test("claims are agreed on by two regions and a witness, or by three regions, and in a preview by nobody", () => {
  const strong = { consistencyMode: "STRONG", ...PROTECTED };
  const two = tableOf(production, "tandem-production-claims");
  const all = tableOf(three, "tandem-production-claims");
  const alone = tableOf(preview, "tandem-pr-12-claims");

  expect(two.inputs["replicas"]).toEqual([{ regionName: "us-east-1", ...strong }]);
  expect(two.inputs["globalTableWitness"]).toEqual({ regionName: "us-east-2" });
  expect(all.inputs["replicas"]).toEqual(["us-east-1", "eu-west-1"].map((regionName) => ({ regionName, ...strong })));
  for (const { inputs } of [all, alone]) expect(inputs).not.toHaveProperty("globalTableWitness");
  expect(alone).toMatchObject({ protect: false, retainOnDelete: false });
  expect(alone.inputs).toMatchObject({ deletionProtectionEnabled: false, replicas: [] });
});

test("the table is backed up every day, and copied to a vault in another region", () => {
  const plan = only(production, "aws:backup/plan:Plan");
  const selection = only(production, "aws:backup/selection:Selection");

  expect(plan.inputs["rules"]).toMatchObject([
    {
      schedule: "cron(0 9 * * ? *)",
      targetVaultName: "tandem-production-backup",
      lifecycle: { deleteAfter: 100 },
      copyActions: [
        {
          destinationVaultArn: "arn:aws:backup:us-east-1:123456789012:backup-vault:tandem-production-backup",
          lifecycle: { deleteAfter: 100 },
        },
      ],
    },
  ]);
  expect(selection.inputs["resources"]).toEqual(["arn:aws:dynamodb:us-west-2:123456789012:table/tandem-production-1"]);
});

test("both vaults are locked for good after a fortnight, and what is kept fits their locks", () => {
  const locks = resourcesOf(globalOf(production), "aws:backup/vaultLockConfiguration:VaultLockConfiguration");
  const keptDays = 100;

  expect(locks.map(({ region }) => region).sort()).toEqual(["us-east-1", "us-west-2"]);
  for (const { inputs } of locks) {
    expect(inputs["changeableForDays"]).toBe(14);
    expect(Number(inputs["minRetentionDays"])).toBeLessThanOrEqual(keptDays);
    expect(Number(inputs["maxRetentionDays"])).toBeGreaterThanOrEqual(keptDays);
  }
});

test("what backs up may touch this table and these vaults, and deletes nothing", () => {
  const role = resourcesOf(globalOf(production), "aws:iam/role:Role").find(({ name }) => name === "BackupRole");
  const policy = String(at(listAt(role?.inputs, "inlinePolicies")[0], "policy"));
  const statements = listAt(JSON.parse(policy), "Statement");

  expect(policy).not.toMatch(/Delete|Restore|"\*"/);
  expect(statements.flatMap((each) => listAt(each, "Resource"))).toEqual([
    "arn:aws:dynamodb:us-west-2:123456789012:table/tandem-production-1",
    "arn:aws:backup:us-west-2:123456789012:backup-vault:tandem-production-backup",
    "arn:aws:backup:us-east-1:123456789012:backup-vault:tandem-production-backup",
    "arn:aws:backup:us-west-2:123456789012:recovery-point:*",
    "arn:aws:backup:us-east-1:123456789012:recovery-point:*",
  ]);
});

test("an environment of one region has its vault and no copies", () => {
  expect(resourcesOf(globalOf(one), "aws:backup/vault:Vault").map(({ region }) => region)).toEqual(["us-west-2"]);
  expect(JSON.stringify(only(one, "aws:backup/plan:Plan").inputs)).not.toContain("copyActions");
});

test("the shared name is proved by one record, which stays when its resource goes", () => {
  const record = only(production, "aws:route53/record:Record");

  expect(record).toMatchObject({ protect: true, retainOnDelete: true });
  expect(record.inputs["name"]).toMatch(/\.api\.tandem\.example\.$/);
  expect(only(production, "aws:acm/certificate:Certificate").inputs).toMatchObject({
    domainName: "api.tandem.example",
    validationMethod: "DNS",
  });
});

test("each region is asked whether the tables are protected there, and a preview's are not", () => {
  expect(regionsAsked(production)).toEqual(["us-east-1", "us-east-1", "us-west-2", "us-west-2"]);
  expect(regionsAsked(preview)).toEqual([]);
});

test.each([
  [{ deletion: false, recovery: true }, /tandem-production-1 may be deleted in us-east-1/],
  [{ deletion: true, recovery: false }, /tandem-production-1 keeps no changes in us-east-1/],
  [{ deletion: false, recovery: false }, /npx sst refresh --stage production-global, and deploy it again/],
])("a replica that the provider left with %j ends the deployment", async (protection, sentence) => {
  const account = { tables: { "tandem-production-1": { protection } } };

  await expect(runGraph({ stage: "production-global", account })).rejects.toThrow(sentence);
});

function regionsAsked(deployment: Deployment): readonly string[] {
  const asked = globalOf(deployment).graph.invokes.filter(({ token }) => token.endsWith(":getTable"));
  return asked.map(({ args }) => String(args["region"])).toSorted();
}

function globalOf({ stacks }: Deployment): Stack {
  const [stack] = stacks;
  if (stack === undefined) throw new Error("there is no global stack");
  return stack;
}

function tableOf(deployment: Deployment, name: string): GraphResource {
  const tables = resourcesOf(globalOf(deployment), "aws:dynamodb/table:Table");
  const found = tables.find(({ inputs }) => inputs["name"] === name);
  if (found === undefined) throw new Error(`there is no table ${name}`);
  return found;
}

function only(deployment: Deployment, type: string): GraphResource {
  const found = resourcesOf(globalOf(deployment), type);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`there are ${found.length} of ${type}`);
  return first;
}

function typesOf({ graph }: Stack): readonly string[] {
  return graph.resources.filter(({ custom }) => custom).map(({ type }) => type);
}
