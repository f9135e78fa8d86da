/** What it takes to make, change and remove what watches a region: alarms, a dashboard, and the topic that tells people. */
import { inEachRegion, type Reach } from "./delivery-reach.ts";
import { actionsOf, type Statement } from "./statement.ts";

export function watchStatements(reach: Reach): readonly Statement[] {
  return [
    {
      sid: "Alarms",
      actions: actionsOf(
        "cloudwatch",
        "DeleteAlarms PutCompositeAlarm PutMetricAlarm",
        "ListTagsForResource TagResource UntagResource",
      ),
      resources: inEachRegion(reach, "cloudwatch", `alarm:${reach.names}`),
    },
    // A deployment looks which alarms ring before and after it; whose they are, CloudWatch sorts out by the beginning of their names.
    {
      sid: "ReadAlarms",
      actions: ["cloudwatch:DescribeAlarms"],
      resources: inEachRegion(reach, "cloudwatch", "alarm:*"),
    },
    {
      sid: "Dashboards",
      actions: actionsOf("cloudwatch", "DeleteDashboards GetDashboard PutDashboard"),
      resources: [`arn:aws:cloudwatch::${reach.account}:dashboard/${reach.names}`],
    },
    // A subscription's name is its topic's with an id behind it.
    {
      sid: "Topics",
      actions: actionsOf(
        "sns",
        "CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes",
        "GetSubscriptionAttributes ListSubscriptionsByTopic SetSubscriptionAttributes Subscribe Unsubscribe",
        "ListTagsForResource TagResource UntagResource",
      ),
      resources: inEachRegion(reach, "sns", reach.names),
    },
  ];
}
