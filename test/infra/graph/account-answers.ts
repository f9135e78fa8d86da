/** What the account answers to the questions a program asks while it runs. A question that is not known here fails, so that no answer is silently empty. */
import { ACCOUNT_ID, type Account, STREAM_LABEL, streamArn, tableArn, zoneIdOf } from "./account.ts";
import type { GraphInvoke, Plain, PlainObject } from "./graph.ts";

/** What AWS itself would answer with an error; a program may know what to do then. */
export class AccountRefusal extends Error {
  override readonly name = "AccountRefusal";
}

/** `region` is that of the provider that is asked. */
export function answerOf(invoke: GraphInvoke, account: Account): PlainObject {
  const { token, args, region } = invoke;
  switch (token) {
    case "aws:index/getRegion:getRegion":
      return { id: region, name: region, region, endpoint: `ec2.${region}.amazonaws.com`, description: region };
    case "aws:index/getPartition:getPartition":
      return { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return {
        id: ACCOUNT_ID,
        accountId: ACCOUNT_ID,
        arn: `arn:aws:iam::${ACCOUNT_ID}:user/deployer`,
        userId: "AIDA0",
      };
    case "aws:iam/getPolicyDocument:getPolicyDocument":
      return policyDocument(args);
    case "aws:route53/getZone:getZone":
      return zone(args, account);
    case "aws:dynamodb/getTable:getTable":
      return table(invoke, account);
    default:
      throw new Error(`The program asks the account ${token}, and account-answers.ts has no answer: add one.`);
  }
}

function policyDocument(args: PlainObject): PlainObject {
  const statements = (args["statements"] ?? []) as readonly PlainObject[];
  const json = JSON.stringify({
    Version: args["version"] ?? "2012-10-17",
    Statement: statements.map((statement) => ({
      ...(statement["sid"] === undefined ? {} : { Sid: statement["sid"] }),
      Effect: statement["effect"] ?? "Allow",
      ...list("Action", statement["actions"]),
      ...list("NotAction", statement["notActions"]),
      ...list("Resource", statement["resources"]),
      ...list("NotResource", statement["notResources"]),
      ...principal(statement["principals"]),
      ...condition(statement["conditions"]),
    })),
  });
  // As the provider does: no statements, no list of them.
  return { id: "policy", json, minifiedJson: json, ...(statements.length > 0 ? { statements } : {}) };
}

/** The provider writes a list of one as the one. */
function list(name: string, values: Plain | undefined): object {
  if (!Array.isArray(values) || values.length === 0) return {};
  return { [name]: values.length === 1 ? values[0] : [...values].sort() };
}

function principal(principals: Plain | undefined): object {
  const known = (principals ?? []) as readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  if (known.length === 0) return {};
  return { Principal: Object.assign({}, ...known.map(({ type, identifiers }) => list(type, identifiers))) };
}

function condition(conditions: Plain | undefined): object {
  const known = (conditions ?? []) as readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: Plain;
  }[];
  if (known.length === 0) return {};
  const tests: Record<string, object> = {};
  for (const { test, variable, values } of known) tests[test] = { ...tests[test], ...list(variable, values) };
  return { Condition: tests };
}

function zone(args: PlainObject, account: Account): PlainObject {
  const asked = args["name"];
  const name = typeof asked === "string" ? asked.replace(/\.$/, "") : nameOfZone(String(args["zoneId"]), account);
  const there = account.zones?.[name];
  if (there?.exists === false) throw new AccountRefusal(`no matching Route 53 Hosted Zone found: ${name}`);
  const zoneId = there?.zoneId ?? (typeof args["zoneId"] === "string" ? args["zoneId"] : zoneIdOf(name));
  return { id: zoneId, zoneId, name, arn: `arn:aws:route53:::hostedzone/${zoneId}`, privateZone: false };
}

function nameOfZone(zoneId: string, { zones = {} }: Account): string {
  return Object.keys(zones).find((name) => (zones[name]?.zoneId ?? zoneIdOf(name)) === zoneId) ?? "example.com";
}

const FULL = { deletion: true, recovery: true } as const;

function table({ args, region: asked }: GraphInvoke, { tables = {} }: Account): PlainObject {
  const name = String(args["name"]);
  const region = typeof args["region"] === "string" ? args["region"] : asked;
  const { exists = true, stream = true, replicaRegions = [region], protection = FULL } = tables[name] ?? {};
  if (!exists) {
    throw new AccountRefusal(
      `reading Amazon DynamoDB Table (${name}): ResourceNotFoundException: Requested resource not found: Table: ${name} not found`,
    );
  }
  return {
    id: name,
    name,
    region,
    arn: tableArn(region, name),
    billingMode: "PAY_PER_REQUEST",
    streamEnabled: stream,
    streamArn: stream ? streamArn(region, name) : "",
    streamLabel: stream ? STREAM_LABEL : "",
    streamViewType: stream ? "NEW_AND_OLD_IMAGES" : "",
    deletionProtectionEnabled: protection.deletion,
    pointInTimeRecovery: { enabled: protection.recovery, recoveryPeriodInDays: 35 },
    replicas: replicaRegions.map((regionName) => ({ regionName, kmsKeyArn: "" })),
  };
}
