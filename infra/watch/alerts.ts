/**
 * Whom alarms tell: a topic of this region, and the one address behind it. Every region has its own and mails by itself, so that no region's silence
 * depends on another. AWS asks the address once for each region whether it wants the mail; until somebody says yes, nobody hears anything.
 *
 * The topic is not encrypted with a key. CloudWatch cannot use the one that SNS manages, so it would have to be a key of our own: one more service
 * that must be up, and one more policy that must be right, between an outage and whoever is to hear of it. What is sent is names and
 * thresholds, no customer's data, and travels encrypted as far as SNS; then it is a mail.
 */
import { accountId } from "../account.ts";
import { regionalName } from "../names.ts";
import type { RegionScope } from "../scope.ts";

export function createAlerts({ environment, region }: RegionScope) {
  const topic = new aws.sns.Topic("Alerts", { name: regionalName(environment, region, "alerts") });
  const policy = new aws.sns.TopicPolicy("AlertsPolicy", {
    arn: topic.arn,
    policy: $jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AlarmsOfThisRegionTell",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topic.arn,
          Condition: {
            StringEquals: { "aws:SourceAccount": accountId() },
            ArnLike: {
              "aws:SourceArn": $interpolate`arn:aws:cloudwatch:${region}:${accountId()}:alarm:${regionalName(environment, region, "*")}`,
            },
          },
        },
      ],
    }),
  });
  if (environment.alertAddress === undefined)
    throw new Error("infra/stage.ts has no alertAddress: alarms that nobody hears are no alarms");
  new aws.sns.TopicSubscription("AlertsMail", {
    topic: topic.arn,
    protocol: "email",
    endpoint: environment.alertAddress,
  });
  return { topic, policy };
}
