/**
 * What deploying a resource of each kind asks of IAM: to make it, to look at it again, to remove it. From the AWS provider's sources; of the
 * many requests for each kind those that need a right of their own. A kind that is not here was never deployed by a workflow.
 */
import type { GraphResource, Plain } from "./graph/graph.ts";
import type { Request } from "./policies.ts";
import { at, listAt } from "./rules/rule.ts";

const ACCOUNT = "123456789012";

type Takes = (resource: GraphResource, environment: string) => readonly Request[];

export const DEPLOYING_TAKES: Readonly<Record<string, Takes>> = {
  "aws:acm/certificate:Certificate": ({ inputs, state }, environment) => [
    {
      action: "acm:RequestCertificate",
      resource: "*",
      context: {
        "acm:DomainNames": [String(inputs["domainName"]), ...listAt(inputs, "subjectAlternativeNames").map(String)],
        "acm:ValidationMethod": String(inputs["validationMethod"]),
      },
    },
    { action: "acm:AddTagsToCertificate", resource: arnOf(state), context: tagging(environment) },
    ...on(arnOf(state), "acm", "DescribeCertificate ListTagsForCertificate DeleteCertificate", tagged(environment)),
  ],
  "aws:acm/certificateValidation:CertificateValidation": ({ inputs }, environment) =>
    on(String(inputs["certificateArn"]), "acm", "DescribeCertificate", tagged(environment)),
  "aws:apigatewayv2/api:Api": apiGateway(() => ["/apis", "/apis/ID"]),
  "aws:apigatewayv2/apiMapping:ApiMapping": apiGateway(({ inputs }) => [
    `/domainnames/${inputs["domainName"]}/apimappings`,
    `/domainnames/${inputs["domainName"]}/apimappings/ID`,
  ]),
  "aws:apigatewayv2/domainName:DomainName": apiGateway(({ inputs }) => [
    "/domainnames",
    `/domainnames/${inputs["domainName"]}`,
  ]),
  "aws:apigatewayv2/integration:Integration": apiGateway(() => ["/apis/ID/integrations", "/apis/ID/integrations/ID"]),
  "aws:apigatewayv2/route:Route": apiGateway(() => ["/apis/ID/routes", "/apis/ID/routes/ID"]),
  "aws:apigatewayv2/stage:Stage": (resource, environment) => [
    ...apiGateway(() => ["/apis/ID/stages", "/apis/ID/stages/$default"])(resource, environment),
    ...on("*", "logs", "CreateLogDelivery GetLogDelivery UpdateLogDelivery DeleteLogDelivery ListLogDeliveries"),
    ...on("*", "logs", "PutResourcePolicy DescribeResourcePolicies"),
  ],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ({ region, inputs }) => [
    ...on("*", "cloudwatch", "PutCompositeAlarm DescribeAlarms"),
    ...on(alarmArn(region, inputs["alarmName"]), "cloudwatch", "DeleteAlarms TagResource ListTagsForResource"),
  ],
  "aws:cloudwatch/dashboard:Dashboard": ({ inputs }) =>
    on(
      `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${inputs["dashboardName"]}`,
      "cloudwatch",
      "PutDashboard GetDashboard DeleteDashboards",
    ),
  "aws:cloudwatch/logGroup:LogGroup": ({ region, inputs }) => [
    ...on(
      `arn:aws:logs:${region}:${ACCOUNT}:log-group:${inputs["name"]}`,
      "logs",
      "CreateLogGroup PutRetentionPolicy TagResource ListTagsForResource DeleteLogGroup",
    ),
    ...on("*", "logs", "DescribeLogGroups"),
  ],
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": ({ region, inputs }) =>
    on(
      `arn:aws:logs:${region}:${ACCOUNT}:log-group:${inputs["logGroupName"]}`,
      "logs",
      "PutMetricFilter DescribeMetricFilters DeleteMetricFilter",
    ),
  "aws:cloudwatch/metricAlarm:MetricAlarm": ({ region, inputs }) => [
    ...on("*", "cloudwatch", "DescribeAlarms"),
    ...on(
      alarmArn(region, inputs["name"]),
      "cloudwatch",
      "PutMetricAlarm DeleteAlarms TagResource ListTagsForResource",
    ),
  ],
  "aws:dynamodb/table:Table": ({ state }) =>
    on(
      arnOf(state),
      "dynamodb",
      "CreateTable DescribeTable DescribeContinuousBackups DescribeTimeToLive UpdateTimeToLive UpdateTable",
      {},
    ).concat(on(arnOf(state), "dynamodb", "ListTagsOfResource TagResource DeleteTable")),
  "aws:iam/role:Role": ({ inputs }) => {
    const role = `arn:aws:iam::${ACCOUNT}:role/${inputs["name"]}`;
    const bounded = { "iam:PermissionsBoundary": String(inputs["permissionsBoundary"]) };
    const service = /lambda|scheduler/.exec(JSON.stringify(inputs["assumeRolePolicy"]))?.[0];
    return [
      ...on(role, "iam", "CreateRole PutRolePolicy DeleteRolePolicy UpdateAssumeRolePolicy", bounded),
      ...on(role, "iam", "GetRole GetRolePolicy ListRolePolicies ListAttachedRolePolicies TagRole DeleteRole"),
      ...on(role, "iam", "ListInstanceProfilesForRole"),
      ...on(role, "iam", "PassRole", { "iam:PassedToService": `${service}.amazonaws.com` }),
    ];
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": ({ region, inputs }, environment) => {
    const mapping = `arn:aws:lambda:${region}:${ACCOUNT}:event-source-mapping:ID`;
    const ofFunction = { "lambda:FunctionArn": String(inputs["functionName"]) };
    return [
      { action: "lambda:CreateEventSourceMapping", resource: "*", context: ofFunction },
      ...on(mapping, "lambda", "GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping", ofFunction),
      ...on(mapping, "lambda", "TagResource", tagging(environment)),
      ...on(mapping, "lambda", "ListTags", tagged(environment)),
    ];
  },
  "aws:lambda/function:Function": ({ state }) => [
    ...on(arnOf(state), "lambda", "CreateFunction GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction"),
    ...on(arnOf(state), "lambda", "UpdateFunctionCode UpdateFunctionConfiguration PutFunctionConcurrency TagResource"),
    ...on(arnOf(state), "lambda", "DeleteFunction"),
  ],
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ({ region, inputs }) =>
    on(
      `arn:aws:lambda:${region}:${ACCOUNT}:function:${inputs["functionName"]}`,
      "lambda",
      "PutFunctionEventInvokeConfig GetFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig",
    ),
  "aws:lambda/permission:Permission": ({ region, inputs }) =>
    on(
      `arn:aws:lambda:${region}:${ACCOUNT}:function:${String(inputs["function"]).split(":").at(-1)}`,
      "lambda",
      "AddPermission GetPolicy RemovePermission",
    ),
  "aws:route53/healthCheck:HealthCheck": () => [
    { action: "route53:CreateHealthCheck", resource: "*" },
    ...on("arn:aws:route53:::healthcheck/ID", "route53", "GetHealthCheck UpdateHealthCheck DeleteHealthCheck"),
    ...on("arn:aws:route53:::healthcheck/ID", "route53", "ChangeTagsForResource ListTagsForResource"),
  ],
  "aws:route53/record:Record": ({ inputs }) => {
    const zone = `arn:aws:route53:::hostedzone/${inputs["zoneId"]}`;
    const name = String(inputs["name"]).replace(/\.$/, "");
    return [
      ...on(zone, "route53", "GetHostedZone ListResourceRecordSets"),
      ...on(zone, "route53", "ChangeResourceRecordSets", {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": [name],
      }),
      { action: "route53:GetChange", resource: "arn:aws:route53:::change/ID" },
    ];
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": ({ inputs }) =>
    on(
      `arn:aws:s3:::${inputs["bucket"]}/${inputs["key"]}`,
      "s3",
      "PutObject GetObject GetObjectTagging PutObjectTagging DeleteObject",
      { "aws:ResourceAccount": ACCOUNT },
    ),
  "aws:scheduler/schedule:Schedule": ({ region, inputs }) =>
    on(
      `arn:aws:scheduler:${region}:${ACCOUNT}:schedule/default/${inputs["name"]}`,
      "scheduler",
      "CreateSchedule GetSchedule UpdateSchedule DeleteSchedule",
    ),
  "aws:sns/topic:Topic": ({ state }) => [
    ...on(arnOf(state), "sns", "CreateTopic GetTopicAttributes SetTopicAttributes DeleteTopic"),
    ...on(arnOf(state), "sns", "TagResource ListTagsForResource"),
  ],
  "aws:sns/topicPolicy:TopicPolicy": ({ inputs }) =>
    on(String(inputs["arn"]), "sns", "SetTopicAttributes GetTopicAttributes"),
  "aws:sns/topicSubscription:TopicSubscription": ({ inputs }) => [
    ...on(String(inputs["topic"]), "sns", "Subscribe ListSubscriptionsByTopic"),
    ...on(`${inputs["topic"]}:ID`, "sns", "GetSubscriptionAttributes Unsubscribe"),
  ],
  "aws:sqs/queue:Queue": ({ state }) => [
    ...on(arnOf(state), "sqs", "CreateQueue GetQueueAttributes SetQueueAttributes DeleteQueue"),
    ...on(arnOf(state), "sqs", "TagQueue ListQueueTags"),
  ],
  // Not AWS's: a number that Pulumi makes up.
  "random:index/randomBytes:RandomBytes": () => [],
};

function on(resource: string, service: string, actions: string, context: Request["context"] = {}): readonly Request[] {
  return actions.split(" ").map((action) => ({ action: `${service}:${action}`, resource, context }));
}

/** The collection, in which it is made, and the thing itself. */
function apiGateway(paths: (resource: GraphResource) => readonly [string, string]): Takes {
  return (resource, environment) => {
    const arn = (path: string) => `arn:aws:apigateway:${resource.region}::${path}`;
    const [collection, own] = paths(resource);
    const requests = ["DELETE", "GET", "PATCH"].map((method) => ({
      action: `apigateway:${method}`,
      resource: arn(own),
      context: tagged(environment),
    }));
    return [
      { action: "apigateway:POST", resource: arn(collection) },
      { action: "apigateway:POST", resource: arn("/tags/ID") },
      ...requests,
    ];
  };
}

function tagging(environment: string): NonNullable<Request["context"]> {
  return { "aws:RequestTag/environment": environment };
}

function tagged(environment: string): NonNullable<Request["context"]> {
  return { "aws:ResourceTag/environment": environment };
}

function alarmArn(region: string, name: Plain | undefined): string {
  return `arn:aws:cloudwatch:${region}:${ACCOUNT}:alarm:${name}`;
}

function arnOf(state: GraphResource["state"]): string {
  return String(at(state, "arn"));
}
