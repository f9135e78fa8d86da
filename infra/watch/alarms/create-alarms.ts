/** Makes the tables of this folder real: one CloudWatch alarm for each, with the text that is read at three in the morning. */
import { regionalName } from "../../names.ts";
import type { RegionScope } from "../../scope.ts";
import type { Alarm, AlarmPart, AlarmText, Condition } from "./alarm.ts";

export interface MadeAlarm {
  readonly alarm: Alarm;
  readonly arn: $util.Output<string>;
}

export interface AlarmSettings {
  readonly scope: RegionScope;
  /** The topic that is told when an alarm begins and when it ends. */
  readonly topicArn: $util.Output<string>;
}

export function createAlarms(settings: AlarmSettings, alarms: readonly Alarm[]): readonly MadeAlarm[] {
  return alarms.map((alarm) => ({ alarm, arn: createAlarm(settings, alarm).arn }));
}

function createAlarm(settings: AlarmSettings, alarm: Alarm) {
  const { environment, region } = settings.scope;
  const actions = [settings.topicArn];
  const told = { actionsEnabled: true, alarmActions: actions, okActions: actions };
  const name = regionalName(environment, region, alarm.name);
  const component = `alarm-${alarm.name}`;
  if ("condition" in alarm)
    return new aws.cloudwatch.MetricAlarm(component, {
      name,
      alarmDescription: textOf(alarm, `Without numbers: ${alarm.condition.missing.because}.`),
      ...told,
      ...argumentsOf(alarm.condition),
    });
  const groups = alarm.anyOf.map((parts) => parts.map((part) => createPart(settings, alarm, part)));
  const rule = groups.map((parts) => $interpolate`(${both(parts)})`);
  return new aws.cloudwatch.CompositeAlarm(component, {
    alarmName: name,
    alarmDescription: textOf(alarm, "Rings while a long and a short window both do."),
    ...told,
    alarmRule: $util.all(rule).apply((each) => each.join(" OR ")),
  });
}

function createPart({ scope }: AlarmSettings, whole: AlarmText, part: AlarmPart) {
  const text = `Part of ${regionalName(scope.environment, scope.region, whole.name)}; by itself it tells nobody.`;
  return new aws.cloudwatch.MetricAlarm(`alarm-${part.name}`, {
    name: regionalName(scope.environment, scope.region, part.name),
    alarmDescription: textOf(whole, text),
    actionsEnabled: false,
    ...argumentsOf(part.condition),
  });
}

function both(parts: readonly aws.cloudwatch.MetricAlarm[]): $util.Output<string> {
  return $util
    .all(parts.map(({ name }) => name))
    .apply((names) => names.map((name) => `ALARM("${name}")`).join(" AND "));
}

function textOf(alarm: AlarmText, last: string): string {
  return [
    `${alarm.severity === "page" ? "PAGE: wake up" : "TICKET: in the morning"}. Owner: ${alarm.owner}.`,
    `Customers notice: ${alarm.notices}`,
    `Look first at: ${alarm.lookAt}.`,
    `Runbook: docs/runbooks/${alarm.runbook}`,
    last,
  ].join("\n");
}

const COMPARISONS = {
  above: "GreaterThanThreshold",
  below: "LessThanThreshold",
} as const;

function argumentsOf({ of, formula, label, rings, threshold, periodS, periods, missing }: Condition) {
  const measured = Object.entries(of).map(([id, { namespace, name, dimensions, stat }]) => ({
    id,
    // Exactly one query is the one that is looked at.
    returnData: formula === undefined,
    ...(formula === undefined ? { label } : {}),
    metric: { namespace, metricName: name, dimensions: { ...dimensions }, stat, period: periodS },
  }));
  const result = formula === undefined ? [] : [{ id: "result", expression: formula, label, returnData: true }];
  return {
    metricQueries: [...result, ...measured],
    comparisonOperator: COMPARISONS[rings],
    threshold,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    treatMissingData: missing.treatedAs,
  };
}
