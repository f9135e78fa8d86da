/**
 * An alarm that rings for nothing wakes people until they stop listening; one that looks at a number that nobody publishes never rings. Neither
 * is an error to CloudWatch.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { resourcesOf, type Stack } from "../deployment.ts";
import type { GraphResource } from "../graph/graph.ts";
import { ROOT } from "../graph/platform.ts";
import { at, eachStack, listAt, type Rule } from "./rule.ts";

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
/** (ALARM("long") AND ALARM("short")) OR ... */
const JOINED = /^\(ALARM\("[^"]+"\) AND ALARM\("[^"]+"\)\)(?: OR \(ALARM\("[^"]+"\) AND ALARM\("[^"]+"\)\))*$/;
const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const RUNBOOKS = "docs/runbooks";
/** What CloudWatch takes. */
const DESCRIPTION_LENGTH_MAX = 1_024;
const METRICS_MAX = 10;
const RULE_LENGTH_MAX = 10_240;
const WINDOW_S_MAX = 24 * 3_600;
const PERIOD_S = 60;

export const texts: Rule = eachStack(
  "every alarm says how bad it is, who notices, who owns it and what to do",
  (stack) =>
    alarmsOf(stack).flatMap((alarm) => {
      const text = String(at(alarm.inputs, "alarmDescription"));
      const runbook = /^Runbook: (docs\/runbooks\/[a-z-]+\.md)$/m.exec(text)?.[1];
      return [
        ...(/^(?:PAGE|TICKET): .+ Owner: (?:shop|platform)\.$/m.test(text) ? [] : ["has no severity and owner"]),
        ...(/^Customers notice: .{10,}$/m.test(text) ? [] : ["does not say what customers notice"]),
        ...(/^Look first at: .{10,}$/m.test(text) ? [] : ["does not say where to look"]),
        ...(runbook !== undefined && existsSync(join(ROOT, runbook)) ? [] : [`has no runbook: ${runbook}`]),
        ...(text.length <= DESCRIPTION_LENGTH_MAX ? [] : [`has a text of ${text.length} letters`]),
      ].map((problem) => `${alarmName(alarm)} ${problem}`);
    }),
);

/** In the index stands the end of the name, with a word in capitals for what differs: `no-beat-from-PEER`. */
export const index: Rule = eachStack("the index of the runbooks has every alarm that tells somebody", (stack) => {
  const text = readFileSync(join(ROOT, RUNBOOKS, "README.md"), "utf8");
  const rows = [...text.matchAll(/^\|.*\| (.*) \| \[.*\]\((.*)\) \|$/gm)].flatMap(([, names = "", file = ""]) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => ({
      file,
      pattern: new RegExp(`-${name.replaceAll(/[A-Z]+/g, ".+")}$`),
    })),
  );
  return alarmsOf(stack)
    .filter(({ inputs }) => at(inputs, "actionsEnabled") === true)
    .filter((alarm) => {
      const runbook = /docs\/runbooks\/(.*\.md)/.exec(String(at(alarm.inputs, "alarmDescription")))?.[1];
      return !rows.some(({ file, pattern }) => file === runbook && pattern.test(alarmName(alarm)));
    })
    .map((alarm) => `${alarmName(alarm)} is not in ${RUNBOOKS}/README.md beside its runbook`);
});

export const told: Rule = eachStack(
  "an alarm tells its region's topic when it begins and ends, or is a part of one that does",
  (stack) => {
    const topics = resourcesOf(stack, "aws:sns/topic:Topic").map(({ state }) => String(at(state, "arn")));
    const joined = resourcesOf(stack, COMPOSITE_ALARM).flatMap((alarm) => partsOf(alarm));
    return alarmsOf(stack).flatMap((alarm) => {
      const mayTell = at(alarm.inputs, "actionsEnabled") === true;
      if (joined.includes(alarmName(alarm)))
        return mayTell ? [`${alarmName(alarm)} is a part and may tell somebody`] : [];
      const tells = ["alarmActions", "okActions"].every(
        (key) => topics.length === 1 && listAt(alarm.inputs, key).join() === topics.join(),
      );
      return mayTell && tells ? [] : [`${alarmName(alarm)} does not tell when it begins and ends`];
    });
  },
);

export const composed: Rule = eachStack(
  "a joined alarm joins alarms that are there, of a long and a short window",
  (stack) => {
    const periods = new Map(resourcesOf(stack, METRIC_ALARM).map((alarm) => [alarmName(alarm), periodOf(alarm)]));
    return resourcesOf(stack, COMPOSITE_ALARM).flatMap((alarm) => {
      const rule = String(at(alarm.inputs, "alarmRule"));
      const groups = rule
        .split(" OR ")
        .map((group) => [...group.matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name = ""]) => name));
      const missing = groups.flat().filter((name) => !periods.has(name));
      const unequal = groups.filter(
        ([long = "", short = ""]) => (periods.get(long) ?? 0) >= 12 * (periods.get(short) ?? Infinity),
      );
      return [
        ...missing.map((name) => `${alarmName(alarm)} joins ${name}, which is not there`),
        ...(unequal.length === groups.length ? [] : [`${alarmName(alarm)} has no short window: ${rule}`]),
        ...(JOINED.test(rule) ? [] : [`${alarmName(alarm)} joins in another way: ${rule}`]),
        ...(rule.length <= RULE_LENGTH_MAX ? [] : [`${alarmName(alarm)} has a rule of ${rule.length} letters`]),
      ];
    });
  },
);

export const limits: Rule = eachStack("an alarm keeps to what CloudWatch can do", (stack) =>
  resourcesOf(stack, METRIC_ALARM).flatMap((alarm) => {
    const queries = listAt(alarm.inputs, "metricQueries");
    const metrics = queries.filter((query) => at(query, "metric") !== undefined);
    const window = periodOf(alarm) * Number(at(alarm.inputs, "evaluationPeriods"));
    const ids = new Set(queries.map((query) => String(at(query, "id"))));
    const used = queries.flatMap((query) =>
      [...String(at(query, "expression") ?? "").matchAll(/\b[a-z]\w*\b/g)].map(([id]) => id),
    );
    return [
      ...(metrics.length <= METRICS_MAX && metrics.length > 0 ? [] : [`has ${metrics.length} metrics`]),
      ...(window <= WINDOW_S_MAX && periodOf(alarm) % PERIOD_S === 0 ? [] : [`looks back ${window} s`]),
      ...queries
        .map((query) => String(at(query, "expression") ?? ""))
        .filter(hasListOfOne)
        .map((expression) => `reckons over a list of one: ${expression}`),
      ...(queries.filter((query) => at(query, "returnData") === true).length === 1
        ? []
        : ["looks at none, or at several"]),
      ...used.filter((id) => !ids.has(id)).map((id) => `reckons with ${id}, which it does not measure`),
      ...(/^(?:breaching|notBreaching|missing|ignore)$/.test(String(at(alarm.inputs, "treatMissingData")))
        ? []
        : ["does not say what silence means"]),
    ].map((problem) => `${alarmName(alarm)} ${problem}`);
  }),
);

/** `SUM([m1])`: a series, as of a list, or a number, as of `SUM(m1)`, which no alarm may look at? AWS does not say. */
function hasListOfOne(expression: string): boolean {
  const withoutArguments = expression.replaceAll(/\([^()[\]]*\)/g, "");
  if (withoutArguments !== expression) return hasListOfOne(withoutArguments);
  return /\[[^,[\]]*\]/.test(expression);
}

/** Whatever has to be there always: its silence rings. */
const ALWAYS = ["TickDone", "BeatAgeSeconds", "PeerAnswers", "ReplicationLatency"];

export const silence: Rule = eachStack("silence of what must be heard rings", (stack) =>
  resourcesOf(stack, METRIC_ALARM)
    .filter((alarm) =>
      listAt(alarm.inputs, "metricQueries").some((query) => ALWAYS.includes(String(at(query, "metric", "metricName")))),
    )
    .filter(({ inputs }) => at(inputs, "treatMissingData") !== "breaching")
    .map((alarm) => `${alarmName(alarm)} takes silence for ${at(alarm.inputs, "treatMissingData")}`),
);

export function alarmsOf(stack: Stack): readonly GraphResource[] {
  return [...resourcesOf(stack, METRIC_ALARM), ...resourcesOf(stack, COMPOSITE_ALARM)];
}

function alarmName({ inputs }: GraphResource): string {
  return String(at(inputs, "name") ?? at(inputs, "alarmName"));
}

function partsOf({ inputs }: GraphResource): readonly string[] {
  return [...String(at(inputs, "alarmRule")).matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name = ""]) => name);
}

function periodOf({ inputs }: GraphResource): number {
  return Math.max(...listAt(inputs, "metricQueries").map((query) => Number(at(query, "metric", "period") ?? 0)));
}

export const ALARM_RULES: readonly Rule[] = [texts, index, told, composed, limits, silence];
