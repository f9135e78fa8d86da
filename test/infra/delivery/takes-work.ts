/** What functions, what wakes them, what they keep and who they are take. */
import { ACCOUNT, arnOf, on, type Takes, tagged, tagging } from "./asking.ts";

export const WORK_TAKES: Takes = {
  "aws:cloudwatch/logGroup:LogGroup": ({ region, inputs }) => [
    ...on(
      `arn:aws:logs:${region}:${ACCOUNT}:log-group:${inputs["name"]}`,
      "logs: CreateLogGroup PutRetentionPolicy TagResource ListTagsForResource DeleteLogGroup",
    ),
    ...on("*", "logs: DescribeLogGroups"),
  ],
  "aws:dynamodb/table:Table": ({ state }) =>
    on(
      arnOf(state),
      "dynamodb: CreateTable DescribeTable DescribeContinuousBackups DescribeTimeToLive UpdateTimeToLive UpdateTable",
      {},
    ).concat(on(arnOf(state), "dynamodb: ListTagsOfResource TagResource DeleteTable")),
  "aws:iam/role:Role": ({ inputs }) => {
    const role = `arn:aws:iam::${ACCOUNT}:role/${inputs["name"]}`;
    const bounded = { "iam:PermissionsBoundary": String(inputs["permissionsBoundary"]) };
    const service = /lambda|scheduler/.exec(JSON.stringify(inputs["assumeRolePolicy"]))?.[0];
    return [
      ...on(role, "iam: CreateRole PutRolePolicy DeleteRolePolicy UpdateAssumeRolePolicy", bounded),
      ...on(role, "iam: GetRole GetRolePolicy ListRolePolicies ListAttachedRolePolicies TagRole DeleteRole"),
      ...on(role, "iam: ListInstanceProfilesForRole"),
      ...on(role, "iam: PassRole", { "iam:PassedToService": `${service}.amazonaws.com` }),
    ];
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": ({ region, inputs }, environment) => {
    const mapping = `arn:aws:lambda:${region}:${ACCOUNT}:event-source-mapping:ID`;
    const ofFunction = { "lambda:FunctionArn": String(inputs["functionName"]) };
    return [
      { action: "lambda:CreateEventSourceMapping", resource: "*", context: ofFunction },
      ...on(mapping, "lambda: GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping", ofFunction),
      ...on(mapping, "lambda: TagResource", tagging(environment)),
      ...on(mapping, "lambda: ListTags", tagged(environment)),
    ];
  },
  "aws:lambda/function:Function": ({ state }) => [
    ...on(arnOf(state), "lambda: CreateFunction GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction"),
    ...on(arnOf(state), "lambda: UpdateFunctionCode UpdateFunctionConfiguration PutFunctionConcurrency TagResource"),
    ...on(arnOf(state), "lambda: DeleteFunction"),
  ],
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ({ region, inputs }) =>
    on(
      `arn:aws:lambda:${region}:${ACCOUNT}:function:${inputs["functionName"]}`,
      "lambda: PutFunctionEventInvokeConfig GetFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig",
    ),
  "aws:lambda/permission:Permission": ({ region, inputs }) =>
    on(
      `arn:aws:lambda:${region}:${ACCOUNT}:function:${String(inputs["function"]).split(":").at(-1)}`,
      "lambda: AddPermission GetPolicy RemovePermission",
    ),
  "aws:s3/bucketObjectv2:BucketObjectv2": ({ inputs }) =>
    on(
      `arn:aws:s3:::${inputs["bucket"]}/${inputs["key"]}`,
      "s3: PutObject GetObject GetObjectTagging PutObjectTagging DeleteObject",
      { "aws:ResourceAccount": ACCOUNT },
    ),
  "aws:scheduler/schedule:Schedule": ({ region, inputs }) =>
    on(
      `arn:aws:scheduler:${region}:${ACCOUNT}:schedule/default/${inputs["name"]}`,
      "scheduler: CreateSchedule GetSchedule UpdateSchedule DeleteSchedule",
    ),
  "aws:sqs/queue:Queue": ({ state }) => [
    ...on(arnOf(state), "sqs: CreateQueue GetQueueAttributes SetQueueAttributes DeleteQueue"),
    ...on(arnOf(state), "sqs: TagQueue ListQueueTags"),
  ],
  // Not AWS's: a number that Pulumi makes up.
  "random:index/randomBytes:RandomBytes": () => [],
};
