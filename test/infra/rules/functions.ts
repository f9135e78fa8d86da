/** Each function is deployed as the manifest says, with all it reads and nothing more, and with a log that ends some day. */
import { FUNCTIONS, type FunctionName, OPTIONAL_ENVIRONMENT } from "@tandem/functions/manifest";
import { PRODUCT } from "@tandem/infra/stage";
import { type EnvironmentUnderTest, resourcesOf, type Stack } from "../deployment.ts";
import type { GraphResource } from "../graph/graph.ts";
import { at, eachStack, listAt, type Rule } from "./rule.ts";

const FUNCTION = "aws:lambda/function:Function";
/** What SST adds to each for its own `Resource`, which nothing here reads. */
const OF_SST = /^SST_/;

export const functions: Rule = eachStack(
  "the functions are those of the manifest, as the manifest has them",
  (stack, { environment }) => {
    if (stack.kind === "global") return resourcesOf(stack, FUNCTION).map(({ name }) => `${name} is not a region's`);
    const found = new Map(resourcesOf(stack, FUNCTION).map((each) => [String(at(each.inputs, "name")), each]));
    const names = Object.keys(FUNCTIONS) as readonly FunctionName[];
    const wanted = names.map((name) => `${PRODUCT}-${environment.name}-${stack.region}-${name}`);
    return [
      ...[...found.keys()].filter((name) => !wanted.includes(name)).map((name) => `${name} is in no manifest`),
      ...ofCode([...found.values()]),
      ...names.flatMap((name, index) => {
        const resource = found.get(wanted[index] ?? "");
        const problems = resource === undefined ? ["is missing"] : ofFunction(name, resource, { stack, environment });
        return problems.map((problem) => `${name} ${problem}`);
      }),
    ];
  },
);

function ofFunction(
  name: FunctionName,
  { inputs }: GraphResource,
  { stack, environment }: { readonly stack: Stack; readonly environment: EnvironmentUnderTest },
): readonly string[] {
  const { timeoutSeconds, memoryMb, concurrency } = FUNCTIONS[name];
  const reserved =
    concurrency === "shared" || !environment.settings.reservesConcurrency ? undefined : concurrency.reserved;
  const wanted = {
    timeout: timeoutSeconds,
    memorySize: memoryMb,
    reservedConcurrentExecutions: reserved,
    runtime: "nodejs24.x",
    s3Bucket: `sst-asset-${stack.region}`,
  };
  const wrong = Object.entries(wanted).filter(([key, value]) => at(inputs, key) !== value);
  return [
    ...wrong.map(([key, value]) => `has ${key} ${at(inputs, key)}, not ${value}`),
    ...(listAt(inputs, "architectures").join() === "arm64" ? [] : ["is not built for arm64"]),
    ...ofEnvironment(name, inputs, environment.settings.domain !== undefined),
    ...ofLog(inputs, stack, environment.settings.logDays),
  ];
}

/** Every handler has the same path in its bundle, so that a wrong bundle would run. */
function ofCode(all: readonly GraphResource[]): readonly string[] {
  const codes = all.map(({ inputs }) => /-code-(\w+)\.zip$/.exec(String(at(inputs, "s3Key")))?.[1]);
  return new Set(codes).size === all.length ? [] : ["two functions run the same code"];
}

/** What must run while customers are in a rush has a share of its own, and what customers call takes no more than what is left. */
const OWN_SHARE: readonly FunctionName[] = ["readiness", "on-message", "tick"];

export const shares: Rule = eachStack(
  "what customers' rush must not stop has its own share",
  (stack, { environment }) => {
    if (stack.kind === "global" || !environment.settings.reservesConcurrency) return [];
    return resourcesOf(stack, FUNCTION).flatMap(({ inputs }) => {
      const name = String(at(inputs, "name"));
      const isOwn = OWN_SHARE.some((each) => name.endsWith(`-${stack.region}-${each}`));
      const has = at(inputs, "reservedConcurrentExecutions") !== undefined;
      return isOwn === has ? [] : [`${name} has ${has ? "a" : "no"} share of its own`];
    });
  },
);

function ofEnvironment(name: FunctionName, inputs: GraphResource["inputs"], hasDomain: boolean): readonly string[] {
  const variables = Object.keys(at(inputs, "environment", "variables") ?? {}).filter((key) => !OF_SST.test(key));
  const given: readonly string[] = FUNCTIONS[name].environment;
  const optional = OPTIONAL_ENVIRONMENT.filter((key) => !(hasDomain && key === "TANDEM_GLOBAL_HOST"));
  return [
    ...given
      .filter((key) => !variables.includes(key) && !optional.some((each) => each === key))
      .map((key) => `is not given ${key}`),
    ...variables
      .filter((key) => !given.includes(key))
      .map((key) => `is given ${key}, which its manifest does not name`),
  ];
}

function ofLog(inputs: GraphResource["inputs"], stack: Stack, days: number): readonly string[] {
  const name = at(inputs, "loggingConfig", "logGroup");
  const log = resourcesOf(stack, "aws:cloudwatch/logGroup:LogGroup").find((each) => at(each.inputs, "name") === name);
  return [
    ...(at(inputs, "loggingConfig", "logFormat") === "JSON" ? [] : ["does not log JSON"]),
    ...(log === undefined ? [`logs to ${name}, which is not in this stack`] : []),
    ...(log !== undefined && at(log.inputs, "retentionInDays") !== days
      ? [`keeps its log for ${at(log.inputs, "retentionInDays")} days, not ${days}`]
      : []),
  ];
}

export const logs: Rule = eachStack("every log ends some day", (stack, { environment }) =>
  resourcesOf(stack, "aws:cloudwatch/logGroup:LogGroup")
    .filter(({ inputs }) => at(inputs, "retentionInDays") !== environment.settings.logDays)
    .map(({ name }) => `${name} is not kept for ${environment.settings.logDays} days`),
);

export const ticking: Rule = eachStack("the tick runs every minute, and an old minute's never", (stack) => {
  if (stack.kind === "global") return [];
  const schedules = resourcesOf(stack, "aws:scheduler/schedule:Schedule");
  const invocations = resourcesOf(stack, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig");
  const ofTick = invocations.find(({ inputs }) => String(at(inputs, "functionName")).endsWith("-tick"));
  return [
    ...(schedules.length === 1 && at(schedules[0]?.inputs, "scheduleExpression") === "rate(1 minute)"
      ? []
      : ["has no schedule of one minute"]),
    ...(at(schedules[0]?.inputs, "state") === "ENABLED" ? [] : ["its schedule is not enabled"]),
    ...(at(ofTick?.inputs, "maximumRetryAttempts") === 0 && Number(at(ofTick?.inputs, "maximumEventAgeInSeconds")) <= 60
      ? []
      : ["Lambda may repeat a tick, or run an old one"]),
  ];
});

export const FUNCTION_RULES: readonly Rule[] = [functions, shares, logs, ticking];
