/** What alarms, dashboards and the topic that tells people take. */
import type { Plain } from "../graph/graph.ts";
import { ACCOUNT, arnOf, on, type Takes } from "./asking.ts";

export const WATCHING_TAKES: Takes = {
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ({ region, inputs }) => [
    ...on("*", "cloudwatch: PutCompositeAlarm DescribeAlarms"),
    ...on(alarmArn(region, inputs["alarmName"]), "cloudwatch: DeleteAlarms TagResource ListTagsForResource"),
  ],
  "aws:cloudwatch/dashboard:Dashboard": ({ inputs }) =>
    on(
      `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${inputs["dashboardName"]}`,
      "cloudwatch: PutDashboard GetDashboard DeleteDashboards",
    ),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": ({ region, inputs }) =>
    on(
      `arn:aws:logs:${region}:${ACCOUNT}:log-group:${inputs["logGroupName"]}`,
      "logs: PutMetricFilter DescribeMetricFilters DeleteMetricFilter",
    ),
  "aws:cloudwatch/metricAlarm:MetricAlarm": ({ region, inputs }) => [
    ...on("*", "cloudwatch: DescribeAlarms"),
    ...on(alarmArn(region, inputs["name"]), "cloudwatch: PutMetricAlarm DeleteAlarms TagResource ListTagsForResource"),
  ],
  "aws:sns/topic:Topic": ({ state }) => [
    ...on(arnOf(state), "sns: CreateTopic GetTopicAttributes SetTopicAttributes DeleteTopic"),
    ...on(arnOf(state), "sns: TagResource ListTagsForResource"),
  ],
  "aws:sns/topicPolicy:TopicPolicy": ({ inputs }) =>
    on(String(inputs["arn"]), "sns: SetTopicAttributes GetTopicAttributes"),
  "aws:sns/topicSubscription:TopicSubscription": ({ inputs }) => [
    ...on(String(inputs["topic"]), "sns: Subscribe ListSubscriptionsByTopic"),
    ...on(`${inputs["topic"]}:ID`, "sns: GetSubscriptionAttributes Unsubscribe"),
  ],
};

function alarmArn(region: string, name: Plain | undefined): string {
  return `arn:aws:cloudwatch:${region}:${ACCOUNT}:alarm:${name}`;
}
