/**
 * What each role of a region may do, to the last action, said here a second time: one that is missing stops the region, and one too many is
 * for whoever takes a function over. No right is named twice by mistake in the same way.
 */
import { PRODUCT } from "@tandem/infra/stage";
import type { EnvironmentUnderTest, Stack } from "../deployment.ts";
import { resourcesOf } from "../deployment.ts";
import { ACCOUNT_ID, streamArn, tableArn } from "../graph/account.ts";
import { statementsOf } from "./iam.ts";
import { at, eachStack, listAt, type Rule } from "./rule.ts";

const READ = ["dynamodb:GetItem", "dynamodb:Query"];
const WRITE = ["dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];
const CLAIM = ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem"];
const READ_STREAM = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
  (each) => `dynamodb:${each}`,
);
const SEND = ["sqs:SendMessage"];
const RECEIVE = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];
const INVOKE = ["lambda:InvokeFunction"];
const LOG = ["logs:CreateLogStream", "logs:PutLogEvents"];

export const rights: Rule = eachStack("each role may do what it is for and nothing more", (stack, { environment }) => {
  if (stack.kind === "global") return [];
  const wanted = wantedIn(stack, environment);
  const statements = statementsOf(stack);
  return resourcesOf(stack, "aws:iam/role:Role").flatMap((role) => {
    const thing = String(at(role.inputs, "name")).slice(`${PRODUCT}-${environment.name}-${stack.region}-`.length);
    const may = wanted[thing];
    if (may === undefined) return [`the role ${at(role.inputs, "name")} is for nothing`];
    const own = statements.filter(({ of }) => of.urn === role.urn);
    const has = own.flatMap(({ actions, resources }) =>
      resources.flatMap((on) => actions.map((each) => `${each} on ${on}`)),
    );
    return [
      ...may.filter((right) => !has.includes(right)).map((right) => `${thing} may not ${right}`),
      ...has.filter((right) => !may.includes(right)).map((right) => `${thing} may ${right}`),
      ...own.filter(({ effect }) => effect !== "Allow").map(({ effect }) => `${thing} has a statement of ${effect}`),
      ...listAt(role.inputs, "managedPolicyArns").map((arn) => `${thing} wears ${arn}`),
    ];
  });
});

function wantedIn(
  { region }: Stack,
  { name, settings }: EnvironmentUnderTest,
): Readonly<Record<string, readonly string[]>> {
  const tableName = `${PRODUCT}-${name}-${settings.generation}`;
  const regional = (service: string, thing: string) =>
    `arn:aws:${service}:${region}:${ACCOUNT_ID}:${service === "lambda" ? "function:" : ""}${PRODUCT}-${name}-${region}-${thing}`;
  const table = tableArn(region, tableName);
  const peers = settings.regions.filter((each) => each !== region).map((peer) => tableArn(peer, tableName));
  const claims = tableArn(region, `${PRODUCT}-${name}-claims`);
  const all = (actions: readonly string[], resource: string) => actions.map((action) => `${action} on ${resource}`);
  const logs = (thing: string) =>
    all(LOG, `arn:aws:logs:${region}:${ACCOUNT_ID}:log-group:/${PRODUCT}/${name}/${region}/${thing}:*`);
  const data = [...all(READ, table), ...all(WRITE, table)];
  const work = regional("sqs", "work");
  return {
    api: [
      ...data,
      ...peers.map((peer) => `dynamodb:Query on ${peer}`),
      ...all(CLAIM, claims),
      `dynamodb:Query on ${claims}/index/owner`,
      ...logs("api"),
    ],
    readiness: [...data, ...all(INVOKE, regional("lambda", "api")), ...logs("readiness")],
    "on-table-change": [
      ...all(READ_STREAM, streamArn(region, tableName)),
      ...all(SEND, work),
      ...all(SEND, regional("sqs", "stream-failures")),
      ...logs("on-table-change"),
    ],
    "on-message": [...data, ...all(RECEIVE, work), ...logs("on-message")],
    tick: [
      ...data,
      ...all(["dynamodb:Scan"], table),
      ...all([...SEND, "sqs:GetQueueAttributes"], work),
      ...logs("tick"),
    ],
    "tick-schedule": all(INVOKE, regional("lambda", "tick")),
  };
}
