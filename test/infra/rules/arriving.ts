/** Work gets to the function that does it: at once, unfiltered, by a mapping that is on, and after bounds that are bounds whatever the manifest says. */
import { FUNCTIONS } from "@tandem/functions/manifest";
import { resourcesOf, type Stack } from "../deployment.ts";
import type { PlainObject } from "../graph/graph.ts";
import { at, eachStack, nameOf, type Rule } from "./rule.ts";

/** One more than the attempts after which an item is parked, with room for a poison that ends the process. */
const RECEIVES_MIN = 6;
const RECEIVES_MAX = 20;
/** A record that cannot be handled holds up all behind it: by an hour it is given up, for the sweep to find. */
const RECORD_AGE_S_MAX = 3_600;
const RETRIES_MAX = 100;

export const arriving: Rule = eachStack("work arrives where it is done, at once", (stack) => [
  ...resourcesOf(stack, "aws:lambda/eventSourceMapping:EventSourceMapping").flatMap((mapping) => {
    const isStream = String(at(mapping.inputs, "eventSourceArn")).includes(":dynamodb:");
    const problems = isStream ? ofStream(mapping.inputs) : ofQueue(mapping.inputs);
    const reader = isStream ? "on-table-change" : "on-message";
    const called = String(at(mapping.inputs, "functionName"));
    return [...problems, ...(called.endsWith(`-${stack.region}-${reader}`) ? [] : [`calls ${called}`])].map(
      (problem) => `${nameOf(mapping)} ${problem}`,
    );
  }),
  ...resourcesOf(stack, "aws:sqs/queue:Queue").flatMap((queue) =>
    ofContents(queue.inputs).map((problem) => `${nameOf(queue)} ${problem}`),
  ),
  ...callOfTick(stack),
]);

function ofStream(inputs: PlainObject): readonly string[] {
  const retries = Number(at(inputs, "maximumRetryAttempts"));
  const ageS = Number(at(inputs, "maximumRecordAgeInSeconds"));
  return [
    ...(retries >= 1 && retries <= RETRIES_MAX ? [] : [`tries ${retries} times`]),
    ...(ageS >= 60 && ageS <= RECORD_AGE_S_MAX ? [] : [`keeps at a record for ${ageS} s`]),
    ...(at(inputs, "bisectBatchOnFunctionError") === true ? [] : ["does not take a batch apart"]),
    ...(at(inputs, "startingPosition") === "TRIM_HORIZON" ? [] : ["begins in the middle"]),
  ];
}

function ofQueue(inputs: PlainObject): readonly string[] {
  const { batchSize } = FUNCTIONS["on-message"].trigger;
  return [
    // What a filter of a queue does not let through is deleted.
    ...(at(inputs, "filterCriteria") === undefined ? [] : ["throws away what its filter does not let through"]),
    ...(at(inputs, "batchSize") === batchSize ? [] : [`takes ${at(inputs, "batchSize")} at once, not ${batchSize}`]),
  ];
}

function ofContents(inputs: PlainObject): readonly string[] {
  const policy = at(inputs, "redrivePolicy");
  const receives = policy === undefined ? RECEIVES_MIN : Number(JSON.parse(String(policy)).maxReceiveCount);
  return [
    ...(at(inputs, "sqsManagedSseEnabled") === true ? [] : ["is not encrypted with the key that SQS has"]),
    ...(at(inputs, "delaySeconds") === 0 ? [] : [`delivers after ${at(inputs, "delaySeconds")} s`]),
    ...(at(inputs, "fifoQueue") === false ? [] : ["stops at a message that fails, being in order"]),
    ...(receives >= RECEIVES_MIN && receives <= RECEIVES_MAX ? [] : [`gives up after ${receives} receives`]),
  ];
}

function callOfTick(stack: Stack): readonly string[] {
  return resourcesOf(stack, "aws:scheduler/schedule:Schedule").flatMap(({ name, inputs }) => [
    ...(String(at(inputs, "target", "arn")).endsWith(`:function:${at(inputs, "name")}`)
      ? []
      : [`${name} calls ${at(inputs, "target", "arn")}`]),
    ...(String(at(inputs, "name")).endsWith(`-${stack.region}-tick`)
      ? []
      : [`${name} is called ${at(inputs, "name")}`]),
    ...(at(inputs, "flexibleTimeWindow", "mode") === "OFF" ? [] : [`${name} calls when it likes`]),
  ]);
}
