/** The ARN that AWS gives a resource: in its region, or in none when the service is global. */
import { ACCOUNT_ID } from "./account.ts";

/** Without an account, or without a region, or in a form of its own: the rest follows from the resource's type. */
const FORMS: Readonly<Record<string, string>> = {
  "aws:apigatewayv2/api:Api": "apigateway:REGION::/apis/ID",
  "aws:apigatewayv2/domainName:DomainName": "apigateway:REGION::/domainnames/ID",
  "aws:acm/certificate:Certificate": "acm:REGION:ACCOUNT:certificate/ID",
  "aws:backup/plan:Plan": "backup:REGION:ACCOUNT:backup-plan:ID",
  "aws:backup/vault:Vault": "backup:REGION:ACCOUNT:backup-vault:NAME",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": "cloudwatch:REGION:ACCOUNT:alarm:NAME",
  "aws:cloudwatch/dashboard:Dashboard": "cloudwatch::ACCOUNT:dashboard/NAME",
  "aws:cloudwatch/eventBus:EventBus": "events:REGION:ACCOUNT:event-bus/NAME",
  "aws:cloudwatch/eventRule:EventRule": "events:REGION:ACCOUNT:rule/NAME",
  "aws:cloudwatch/logGroup:LogGroup": "logs:REGION:ACCOUNT:log-group:NAME",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "cloudwatch:REGION:ACCOUNT:alarm:NAME",
  "aws:dynamodb/table:Table": "dynamodb:REGION:ACCOUNT:table/NAME",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "iam::ACCOUNT:oidc-provider/ID",
  "aws:iam/policy:Policy": "iam::ACCOUNT:policy/NAME",
  "aws:iam/role:Role": "iam::ACCOUNT:role/NAME",
  "aws:iam/user:User": "iam::ACCOUNT:user/NAME",
  "aws:kms/alias:Alias": "kms:REGION:ACCOUNT:NAME",
  "aws:kms/key:Key": "kms:REGION:ACCOUNT:key/ID",
  "aws:lambda/function:Function": "lambda:REGION:ACCOUNT:function:NAME",
  "aws:route53/healthCheck:HealthCheck": "route53:::healthcheck/ID",
  "aws:route53/zone:Zone": "route53:::hostedzone/ID",
  "aws:s3/bucket:Bucket": "s3:::ID",
  "aws:s3/bucketV2:BucketV2": "s3:::ID",
  "aws:scheduler/schedule:Schedule": "scheduler:REGION:ACCOUNT:schedule/default/NAME",
  "aws:scheduler/scheduleGroup:ScheduleGroup": "scheduler:REGION:ACCOUNT:schedule-group/NAME",
  "aws:sns/topic:Topic": "sns:REGION:ACCOUNT:NAME",
  "aws:sqs/queue:Queue": "sqs:REGION:ACCOUNT:NAME",
};

export function resourceArn(resource: {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly region: string;
}): string {
  const [, service = "", kind = ""] = /^aws:(\w+)\/(\w+):/.exec(resource.type) ?? [];
  const form = FORMS[resource.type] ?? `${service}:REGION:ACCOUNT:${kind}/NAME`;
  const words: Readonly<Record<string, string>> = {
    REGION: resource.region,
    ACCOUNT: ACCOUNT_ID,
    NAME: resource.name,
    ID: resource.id,
  };
  return `arn:aws:${form.replace(/REGION|ACCOUNT|NAME|ID/g, (word) => words[word] ?? word)}`;
}
