/** Who looks at a region while nobody does: its alarms, whom they tell, and the dashboard that whoever was told opens first. */

import { accessLogName } from "../names.ts";
import { allAlarms } from "./alarms/all-alarms.ts";
import { createAlarms } from "./alarms/create-alarms.ts";
import { createAlerts } from "./alerts.ts";
import { createDashboard } from "./dashboard.ts";
import { ofRefusals, type Watched } from "./measures.ts";

/** Makes nothing in an environment that is not watched. */
export function watchRegion(watched: Watched, { customersStage }: { customersStage: aws.apigatewayv2.Stage }): void {
  const { scope } = watched;
  if (!scope.environment.watches) return;
  countRefusals(watched, customersStage);
  const { topic } = createAlerts(scope);
  const alarms = createAlarms({ scope, topicArn: topic.arn }, allAlarms(watched));
  createDashboard(watched, alarms);
}

/** API Gateway counts no 429s by themselves, but writes each into the access log, which is there once the stage is. */
function countRefusals(watched: Watched, customersStage: aws.apigatewayv2.Stage) {
  const { environment, region } = watched.scope;
  const { namespace, name } = ofRefusals(watched);
  new aws.cloudwatch.LogMetricFilter(
    "RefusedRequests",
    {
      logGroupName: accessLogName(environment, region, "api"),
      pattern: '{ $.status = "429" }',
      metricTransformation: { namespace, name, value: "1", defaultValue: "0" },
    },
    { dependsOn: [customersStage] },
  );
}
