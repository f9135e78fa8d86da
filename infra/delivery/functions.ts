/** What it takes to make, change and remove a region's functions, what wakes them, and their logs. */
import { inEachRegion, type Reach, taggedOurs, taggingOurs } from "./reach.ts";
import { actionsOf, type Statement } from "./statement.ts";

export function functionStatements(reach: Reach): readonly Statement[] {
  const functions = inEachRegion(reach, "lambda", `function:${reach.names}`);
  const mappings = inEachRegion(reach, "lambda", "event-source-mapping:*");
  const ofOurFunctions = { ArnLike: { "lambda:FunctionArn": functions } };
  return [
    // A function, its share of the concurrency, who may call it, and what becomes of events it does not get to.
    {
      sid: "Functions",
      actions: actionsOf(
        "lambda",
        "CreateFunction DeleteFunction GetFunction GetFunctionCodeSigningConfig GetFunctionConfiguration",
        "ListVersionsByFunction PublishVersion UpdateFunctionCode UpdateFunctionConfiguration",
        "DeleteFunctionConcurrency GetFunctionConcurrency PutFunctionConcurrency",
        "AddPermission GetPolicy RemovePermission ListTags TagResource UntagResource",
        "DeleteFunctionEventInvokeConfig GetFunctionEventInvokeConfig PutFunctionEventInvokeConfig",
      ),
      resources: functions,
    },
    // AWS makes up a mapping's name; whose it is is told by the function it calls, and to who reads its tags by its tag.
    { sid: "NewMappings", actions: ["lambda:CreateEventSourceMapping"], resources: ["*"], conditions: ofOurFunctions },
    {
      sid: "Mappings",
      actions: actionsOf("lambda", "DeleteEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping"),
      resources: mappings,
      conditions: ofOurFunctions,
    },
    { sid: "TagMappings", actions: ["lambda:TagResource"], resources: mappings, conditions: taggingOurs(reach) },
    {
      sid: "TagsOfMappings",
      actions: actionsOf("lambda", "ListTags UntagResource"),
      resources: mappings,
      conditions: taggedOurs(reach),
    },
    {
      sid: "Queues",
      actions: actionsOf(
        "sqs",
        "CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl SetQueueAttributes",
        "ListQueueTags TagQueue UntagQueue",
      ),
      resources: inEachRegion(reach, "sqs", reach.names),
    },
    {
      sid: "Schedules",
      actions: actionsOf("scheduler", "CreateSchedule DeleteSchedule GetSchedule UpdateSchedule"),
      resources: inEachRegion(reach, "scheduler", `schedule/default/${reach.names}`),
    },
    {
      sid: "Logs",
      actions: actionsOf(
        "logs",
        "CreateLogGroup DeleteLogGroup DeleteRetentionPolicy PutRetentionPolicy",
        "DeleteMetricFilter DescribeMetricFilters PutMetricFilter",
        "ListTagsForResource TagResource UntagResource",
      ),
      resources: [reach.logs, reach.accessLogs].flatMap((logs) => inEachRegion(reach, "logs", `log-group:${logs}`)),
    },
    { sid: "FindLogs", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
  ];
}
