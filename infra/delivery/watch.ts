/** What it takes to make, change and remove what watches a region: alarms, a dashboard, and the topic that tells people. */
import { inEachRegion, type Reach } from "./reach.ts";
import { actionsOf, type Statement } from "./statement.ts";

export function watchStatements(reach: Reach): readonly Statement[] {
  return [
    {
      sid: "Alarms",
      actions: actionsOf("cloudwatch", "DeleteAlarms PutMetricAlarm", "ListTagsForResource TagResource UntagResource"),
      resources: inEachRegion(reach, "cloudwatch", `alarm:${reach.names}`),
    },
    // Those that are made of other alarms; and a deployment looks which ring before and after it.
    { sid: "AnyAlarms", actions: actionsOf("cloudwatch", "DescribeAlarms PutCompositeAlarm"), resources: ["*"] },
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
