/**
 * Nothing is made, and nothing is set, that no rule has looked at. The other rules say how things must be; this one that there is nothing
 * else: a function's URL, a key in one region, a layer of somebody's, a check that is switched off, a provider of another account. Whoever
 * needs something new adds it here, and beside it the rule that says how it must be.
 */
import { eachStack, nameOf, type Rule } from "./rule.ts";

type Known = Readonly<Record<string, string>>;

/** By type of resource, what may be set on it. */
const SHARED: Known = {
  "aws:acm/certificate:Certificate": "domainName subjectAlternativeNames validationMethod",
  "aws:acm/certificateValidation:CertificateValidation": "certificateArn validationRecordFqdns",
  "aws:iam/role:Role":
    "assumeRolePolicy description inlinePolicies managedPolicyArns maxSessionDuration name permissionsBoundary",
  "aws:route53/record:Record":
    "aliases healthCheckId latencyRoutingPolicies name records setIdentifier ttl type zoneId",
};

const OF_GLOBAL: Known = {
  ...SHARED,
  "aws:backup/plan:Plan": "name rules",
  "aws:backup/selection:Selection": "iamRoleArn name planId resources",
  "aws:backup/vault:Vault": "name region",
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration":
    "backupVaultName changeableForDays maxRetentionDays minRetentionDays region",
  "aws:dynamodb/table:Table":
    "attributes billingMode deletionProtectionEnabled globalSecondaryIndexes globalTableWitness hashKey name pointInTimeRecovery rangeKey replicas serverSideEncryption streamEnabled streamViewType ttl",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "clientIdLists url",
  "aws:iam/policy:Policy": "description name policy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn role",
};

const OF_REGION: Known = {
  ...SHARED,
  "aws:apigatewayv2/api:Api": "disableExecuteApiEndpoint name protocolType",
  "aws:apigatewayv2/apiMapping:ApiMapping": "apiId domainName stage",
  "aws:apigatewayv2/domainName:DomainName": "domainName domainNameConfiguration",
  "aws:apigatewayv2/integration:Integration":
    "apiId integrationType integrationUri payloadFormatVersion timeoutMilliseconds",
  "aws:apigatewayv2/route:Route": "apiId routeKey target",
  "aws:apigatewayv2/stage:Stage": "accessLogSettings apiId autoDeploy defaultRouteSettings name routeSettings",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm":
    "actionsEnabled alarmActions alarmDescription alarmName alarmRule okActions",
  "aws:cloudwatch/dashboard:Dashboard": "dashboardBody dashboardName",
  "aws:cloudwatch/logGroup:LogGroup": "name retentionInDays",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": "logGroupName metricTransformation pattern",
  "aws:cloudwatch/metricAlarm:MetricAlarm":
    "actionsEnabled alarmActions alarmDescription comparisonOperator datapointsToAlarm evaluationPeriods metricQueries name okActions threshold treatMissingData",
  "aws:lambda/eventSourceMapping:EventSourceMapping":
    "batchSize bisectBatchOnFunctionError destinationConfig eventSourceArn filterCriteria functionName functionResponseTypes maximumBatchingWindowInSeconds maximumRecordAgeInSeconds maximumRetryAttempts scalingConfig startingPosition",
  "aws:lambda/function:Function":
    "architectures description environment ephemeralStorage handler loggingConfig memorySize name packageType publish reservedConcurrentExecutions role runtime s3Bucket s3Key timeout",
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig":
    "functionName maximumEventAgeInSeconds maximumRetryAttempts",
  "aws:lambda/permission:Permission": "action function principal sourceArn",
  "aws:route53/healthCheck:HealthCheck":
    "childHealthThreshold childHealthchecks enableSni failureThreshold fqdn invertHealthcheck port regions requestInterval resourcePath searchString tags type",
  "aws:s3/bucketObjectv2:BucketObjectv2": "bucket key source",
  "aws:scheduler/schedule:Schedule": "flexibleTimeWindow name scheduleExpression state target",
  "aws:sns/topic:Topic": "name",
  "aws:sns/topicPolicy:TopicPolicy": "arn policy",
  "aws:sns/topicSubscription:TopicSubscription": "endpoint protocol topic",
  "aws:sqs/queue:Queue":
    "contentBasedDeduplication delaySeconds fifoQueue messageRetentionSeconds name redrivePolicy sqsManagedSseEnabled visibilityTimeoutSeconds",
  // What SST makes of these are resources of their own. It makes one of chance bytes for links, which nothing here uses.
  "random:index/randomBytes:RandomBytes": "length",
  "sst:aws:CronV2": "",
  "sst:aws:Function": "",
  "sst:aws:Queue": "",
  "sst:sst:LinkRef": "include properties",
  "sst:sst:Secret": "placeholder",
};

export const known: Rule = eachStack("nothing is made or set that no rule looks at", ({ kind, graph }) => {
  const types = kind === "global" ? OF_GLOBAL : OF_REGION;
  return graph.resources.flatMap((resource) => {
    const keys = types[resource.type]?.split(" ");
    if (keys === undefined) return [`${resource.type} ${resource.name} is of a type that no rule knows`];
    const { inputs, existing, provider, ignoreChanges } = resource;
    return [
      ...Object.keys(inputs)
        .filter((key) => inputs[key] !== undefined && !keys.includes(key))
        .map((key) => `is given ${key}, which no rule knows`),
      ...(existing ? ["is somebody else's"] : []),
      ...(provider === undefined ? [] : ["is made by a provider that is not its stack's"]),
      ...(ignoreChanges.length === 0 ? [] : [`stays as it is whatever is said of ${ignoreChanges.join(", ")}`]),
    ].map((problem) => `${nameOf(resource)} ${problem}`);
  });
});
