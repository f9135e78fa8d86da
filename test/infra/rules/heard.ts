/**
 * Alarms ring in the right direction, at the number that was promised, and somebody hears them: a topic without a subscriber, like an alarm with
 * its comparison turned round, is no error to anybody.
 */
import { BURN_RATES, FLOWS, failureShareOf } from "@tandem/resilience/flows";
import { resourcesOf } from "../deployment.ts";
import type { GraphResource } from "../graph/graph.ts";
import { at, eachStack, type Rule } from "./rule.ts";

export const heard: Rule = eachStack("whoever is to be told is told by mail", (stack, { environment }) => {
  const { alertAddress } = environment.settings;
  const subscriptions = resourcesOf(stack, "aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) => inputs);
  const allowed = resourcesOf(stack, "aws:sns/topicPolicy:TopicPolicy").map(({ inputs }) => at(inputs, "arn"));
  return resourcesOf(stack, "aws:sns/topic:Topic").flatMap(({ name, state }) => [
    ...(subscriptions.some(
      (each) =>
        at(each, "topic") === at(state, "arn") &&
        at(each, "protocol") === "email" &&
        at(each, "endpoint") === alertAddress,
    )
      ? []
      : [`nobody at ${alertAddress} hears of ${name}`]),
    ...(allowed.includes(at(state, "arn")) ? [] : [`no alarm may tell ${name}`]),
  ]);
});

/** Those that ring when there is too little of something; all others when there is too much. */
const BELOW = /-(?:certificate-expires|no-answer-from-.+|not-ready|tick-missing)$/;

export const rings: Rule = eachStack("an alarm rings on the right side of the promised number", (stack) =>
  resourcesOf(stack, "aws:cloudwatch/metricAlarm:MetricAlarm").flatMap(({ inputs }) => {
    const name = String(at(inputs, "name"));
    const comparison = BELOW.test(name) ? "LessThanThreshold" : "GreaterThanThreshold";
    const threshold = at(inputs, "threshold");
    const promised = promisedIn(name);
    return [
      ...(at(inputs, "comparisonOperator") === comparison ? [] : [`rings by ${at(inputs, "comparisonOperator")}`]),
      ...(at(inputs, "datapointsToAlarm") === at(inputs, "evaluationPeriods")
        ? []
        : ["rings by other periods than it sees"]),
      ...(promised === undefined || isNear(promised, Number(threshold))
        ? []
        : [`rings at ${threshold}, not at ${promised}`]),
      ...(typeof threshold === "number" && isReachable(inputs, threshold) ? [] : [`never rings: ${threshold}`]),
    ].map((problem) => `${name} ${problem}`);
  }),
);

/** Of flows: their objectives and their slowest good answer. */
function promisedIn(name: string): number | undefined {
  const flow = FLOWS.find((each) => new RegExp(`-${each.name}-(?:slow|errors-\\d+m)$`).test(name));
  if (flow === undefined) return undefined;
  if (name.endsWith("-slow")) return flow.latencyMs;
  const minutes = Number(/-(\d+)m$/.exec(name)?.[1]);
  const rate = BURN_RATES.find((each) => [each.longWindowMinutes, each.shortWindowMinutes].includes(minutes));
  return rate && failureShareOf(flow, rate);
}

/** The shares are products of decimal fractions. */
function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) < 1e-9;
}

/** A share is at most 1. */
function isReachable(inputs: GraphResource["inputs"], threshold: number): boolean {
  const queries = JSON.stringify(at(inputs, "metricQueries"));
  return !/"label":"share /.test(queries) || (threshold > 0 && threshold < 1);
}
