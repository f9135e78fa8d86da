/**
 * The most that any function or schedule of an environment may ever do, whatever the policy of its role says: its own names, in its own
 * regions, data and never the making of things. Each role's policy is far narrower (`infra/region/permissions.ts`); this is for the day when
 * somebody who may deploy should not have been.
 */
import { inEachRegion, type Reach } from "./reach.ts";
import { actionsOf, policyDocument, type Statement } from "./statement.ts";

export function boundaryStatements(reach: Reach): readonly Statement[] {
  return [
    {
      sid: "Tables",
      actions: actionsOf(
        "dynamodb",
        "BatchGetItem BatchWriteItem ConditionCheckItem DeleteItem GetItem PutItem Query Scan UpdateItem",
        "DescribeStream GetRecords GetShardIterator",
      ),
      // Their streams too, whose names begin with the table's.
      resources: inEachRegion(reach, "dynamodb", `table/${reach.names}`),
    },
    { sid: "FindStreams", actions: ["dynamodb:ListStreams"], resources: ["*"] },
    {
      sid: "Queues",
      actions: actionsOf(
        "sqs",
        "ChangeMessageVisibility DeleteMessage GetQueueAttributes GetQueueUrl ReceiveMessage SendMessage",
      ),
      resources: inEachRegion(reach, "sqs", reach.names),
    },
    // Readiness asks the api whether it takes an invocation, and the schedule wakes `tick`.
    {
      sid: "Functions",
      actions: ["lambda:InvokeFunction"],
      resources: inEachRegion(reach, "lambda", `function:${reach.names}`),
    },
    // The groups themselves are made by the stack, which says how long they are kept.
    {
      sid: "Logs",
      actions: actionsOf("logs", "CreateLogStream PutLogEvents"),
      resources: inEachRegion(reach, "logs", `log-group:${reach.logs}`),
    },
  ];
}

export function createBoundary(
  component: string,
  { name, reach }: { readonly name: string; readonly reach: $util.Output<Reach> },
): aws.iam.Policy {
  return new aws.iam.Policy(component, {
    name,
    description: "The most that functions may ever do; made by a person, worn by every role that delivery makes.",
    policy: reach.apply((each) => policyDocument(boundaryStatements(each))),
  });
}
