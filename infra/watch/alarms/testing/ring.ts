/**
 * Whether an alarm would ring in a period with these numbers. CloudWatch's metric math is reckoned as its documentation has it, as far as the
 * alarms use it: no number is `undefined`, and what cannot be reckoned, as a division by nothing, is no number either.
 */
import { environmentOf } from "../../../environment.ts";
import type { Watched } from "../../measures.ts";
import type { Alarm, AlarmPart, Condition } from "../alarm.ts";

type Value = number | undefined;

const MATH = {
  FILL: (value: Value, otherwise: number) => value ?? otherwise,
  IF: (condition: boolean, yes: Value, no: Value) => (condition ? yes : no),
  MAX: (values: readonly number[]) => Math.max(...values),
  SUM: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0),
};

export const WATCHED: Watched = {
  scope: {
    kind: "region",
    environment: {
      ...environmentOf("pr-1"),
      regions: ["us-west-2", "us-east-1"],
      domain: { name: "api.tandem.example", zoneId: "Z1", attached: ["us-west-2", "us-east-1"] },
    },
    region: "us-east-1",
    peers: ["us-west-2"],
  },
  tableName: "tandem-pr-1-1",
  apiId: "api1",
  readinessApiId: "api2",
  queueName: "tandem-pr-1-us-east-1-work",
  deadLettersName: "tandem-pr-1-us-east-1-dead-letters",
  streamFailuresName: "tandem-pr-1-us-east-1-stream-failures",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
};

/** Undefined where the alarm says neither that it rings nor that it does not. */
export function rings(condition: Condition, numbers: Readonly<Record<string, number>>): boolean | undefined {
  const ids = Object.keys(condition.of);
  const unknown = Object.keys(numbers).filter((id) => !ids.includes(id));
  if (unknown.length > 0) throw new Error(`the alarm measures ${ids.join(", ")}, and no ${unknown.join(", ")}`);
  const formula = condition.formula ?? ids[0];
  const reckon = new Function(...Object.keys(MATH), ...ids, `return ${formula};`);
  const value: unknown = reckon(...Object.values(MATH), ...ids.map((id) => numbers[id]));
  if (typeof value !== "number" || !Number.isFinite(value)) {
    const { treatedAs } = condition.missing;
    return treatedAs === "breaching" || treatedAs === "notBreaching" ? treatedAs === "breaching" : undefined;
  }
  return condition.rings === "above" ? value > condition.threshold : value < condition.threshold;
}

/** The condition of the alarm, or of the part of one, that has this name. */
export function conditionOf(alarms: readonly Alarm[], name: string): Condition {
  const all = alarms.flatMap((alarm): readonly AlarmPart[] => ("condition" in alarm ? [alarm] : alarm.anyOf.flat()));
  const found = all.find((each) => each.name === name);
  if (found === undefined)
    throw new Error(`there is no alarm ${name}, only ${all.map((each) => each.name).join(", ")}`);
  return found.condition;
}
