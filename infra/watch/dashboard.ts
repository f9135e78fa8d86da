/**
 * What whoever was woken opens first: the alarms that ring, and below them four questions in the order in which they are asked. One for each
 * region, of that region's own numbers, so that it can be read while another region cannot. Its name says the region, since
 * the names of dashboards are of the whole account.
 */

import { logGroupName, regionalName } from "../names.ts";
import { REPOSITORY } from "../stage.ts";
import type { MadeAlarm } from "./alarms/create-alarms.ts";
import { dashboardRows } from "./dashboard-rows.ts";
import { alarmStates, placed, rowOf, text } from "./dashboard-widgets.ts";
import type { Watched } from "./measures.ts";

export function createDashboard(watched: Watched, alarms: readonly MadeAlarm[]) {
  const { environment, region } = watched.scope;
  const arns = alarms.map(({ arn }) => arn);
  const top = [alarmStates(arns, { width: 16, height: 8 }), text(firstSteps(watched), { width: 8, height: 8 })];
  const rows = dashboardRows(watched).flatMap((row) => rowOf(row, region));
  return new aws.cloudwatch.Dashboard("Dashboard", {
    dashboardName: regionalName(environment, region, "region"),
    dashboardBody: $jsonStringify({ start: "-PT3H", periodOverride: "inherit", widgets: placed([top, ...rows]) }),
  });
}

function firstSteps({ scope }: Watched): string {
  const { environment, region } = scope;
  return [
    `# ${environment.name}, ${region}`,
    `[Runbooks by symptom](https://github.com/${REPOSITORY}/blob/main/docs/runbooks/README.md): each alarm's text names its own.`,
    "What rings:",
    "```",
    `aws cloudwatch describe-alarms --region ${region} --state-value ALARM \\`,
    `  --alarm-types MetricAlarm CompositeAlarm \\`,
    `  --alarm-name-prefix ${regionalName(environment, region, "")}`,
    "```",
    "What the functions say:",
    "```",
    `aws logs tail ${logGroupName(environment, region, "api")} --region ${region} --since 30m`,
    "```",
  ].join("\n");
}
