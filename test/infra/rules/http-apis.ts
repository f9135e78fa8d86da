/** The API offers the routes of the flows, each limited by what its flow is worth, and readiness is out of reach of their rush. */
import { FUNCTIONS } from "@tandem/functions/manifest";
import {
  ACCOUNT_THROTTLE,
  FLOWS,
  READINESS_THROTTLE,
  type Throttle,
  throttleOf,
  UNKNOWN_ROUTE_THROTTLE,
} from "@tandem/resilience";
import { resourcesOf, type Stack } from "../deployment.ts";
import type { GraphResource, Plain } from "../graph/graph.ts";
import { at, eachStack, listAt, type Rule } from "./rule.ts";

const STAGE = "aws:apigatewayv2/stage:Stage";
const ROUTE = "aws:apigatewayv2/route:Route";

export const routes: Rule = eachStack("the API has the flows' routes, and readiness its own", (stack) => {
  if (stack.kind === "global") return [];
  const readiness = FUNCTIONS.readiness.trigger.routes;
  const ofFlows = FLOWS.flatMap((flow) => flow.routes);
  return [
    ...compare(stack, "Api", [...ofFlows, ...FUNCTIONS.api.trigger.routes, ...readiness]),
    ...compare(stack, "Readiness", readiness),
  ];
});

function compare(stack: Stack, api: string, wanted: readonly string[]): readonly string[] {
  const id = apiId(stack, api);
  const found = resourcesOf(stack, ROUTE)
    .filter(({ inputs }) => at(inputs, "apiId") === id)
    .map(({ inputs }) => String(at(inputs, "routeKey")));
  return [
    ...wanted.filter((key) => !found.includes(key)).map((key) => `${api} has no route ${key}`),
    ...found.filter((key) => !wanted.includes(key)).map((key) => `${api} has the route ${key}, which is nobody's`),
  ];
}

export const throttles: Rule = eachStack(
  "each route carries what its flow is worth, and all of them less than the account may",
  (stack) => {
    if (stack.kind === "global") return [];
    const api = stageOf(stack, "Api");
    const readiness = stageOf(stack, "Readiness");
    const wanted = new Map(
      FLOWS.flatMap((flow) => flow.routes.map((route) => [route as string, throttleOf(flow)] as const)),
    );
    const settings = listAt(api?.inputs, "routeSettings");
    const found = new Map(settings.map((each) => [String(at(each, "routeKey")), throttleIn(each)] as const));
    const all = [
      ...found.values(),
      throttleIn(at(api?.inputs, "defaultRouteSettings")),
      throttleIn(at(readiness?.inputs, "defaultRouteSettings")),
    ];
    return [
      ...[...wanted]
        .filter(([route, throttle]) => !isSame(found.get(route), throttle))
        .map(([route]) => `${route} is not limited as its flow says`),
      ...[...found.keys()].filter((route) => !wanted.has(route)).map((route) => `${route} is limited, and in no flow`),
      ...(isSame(throttleIn(at(api?.inputs, "defaultRouteSettings")), UNKNOWN_ROUTE_THROTTLE)
        ? []
        : ["unknown routes are not limited as they should be"]),
      ...(isSame(throttleIn(at(readiness?.inputs, "defaultRouteSettings")), READINESS_THROTTLE)
        ? []
        : ["readiness is not limited as it should be"]),
      ...(sum(all, "rateLimit") <= ACCOUNT_THROTTLE.rateLimit
        ? []
        : [
            `its routes may carry ${sum(all, "rateLimit")} requests a second, the account ${ACCOUNT_THROTTLE.rateLimit}`,
          ]),
      ...(sum(all, "burstLimit") <= ACCOUNT_THROTTLE.burstLimit
        ? []
        : [`its routes may burst to ${sum(all, "burstLimit")}, the account to ${ACCOUNT_THROTTLE.burstLimit}`]),
    ];
  },
);

/** The policy that lets API Gateway write into a log is shared by the account, and soon full of names of logs that are gone. */
const DELIVERED = /^\/aws\/vendedlogs\/.+$/;

export const opened: Rule = eachStack(
  "an API opens when its routes are there, says who asked, and counts by route",
  (stack) =>
    resourcesOf(stack, STAGE).flatMap((stage) => {
      const id = at(stage.inputs, "apiId");
      const own = resourcesOf(stack, ROUTE).filter(({ inputs }) => at(inputs, "apiId") === id);
      const log = at(stage.inputs, "accessLogSettings", "destinationArn");
      const settings = [at(stage.inputs, "defaultRouteSettings"), ...listAt(stage.inputs, "routeSettings")];
      return [
        ...own
          .filter(({ urn }) => !stage.dependsOn.includes(urn))
          .map(({ inputs }) => `${stage.name} does not wait for ${at(inputs, "routeKey")}`),
        ...(DELIVERED.test(String(log).split(":log-group:")[1] ?? "")
          ? []
          : [`${stage.name} has no access log that API Gateway may always write into: ${log}`]),
        ...settings
          .filter((each) => at(each, "detailedMetricsEnabled") !== true)
          .map((each) => `${stage.name} does not count ${at(each, "routeKey") ?? "other routes"}`),
        ...(at(stage.inputs, "autoDeploy") === true ? [] : [`${stage.name} is not deployed by itself`]),
      ];
    }),
);

/** Who gives up first should be the one who can say why. */
export const patience: Rule = eachStack("API Gateway waits a little longer than the function may take", (stack) =>
  resourcesOf(stack, "aws:apigatewayv2/integration:Integration").flatMap(({ name, inputs }) => {
    const target = resourcesOf(stack, "aws:lambda/function:Function").find(
      (each) => at(each.state, "arn") === at(inputs, "integrationUri"),
    );
    const functionMs = Number(at(target?.inputs, "timeout")) * 1_000;
    const waitsMs = Number(at(inputs, "timeoutMilliseconds"));
    return waitsMs > functionMs && waitsMs <= 30_000
      ? []
      : [`${name} waits ${waitsMs} ms for a function that may take ${functionMs}`];
  }),
);

export const callable: Rule = eachStack("each API may call the function behind it, and no other API may", (stack) =>
  resourcesOf(stack, "aws:apigatewayv2/integration:Integration").flatMap(({ name, inputs }) => {
    const api = resourcesOf(stack, "aws:apigatewayv2/api:Api").find(
      ({ state }) => at(state, "id") === at(inputs, "apiId"),
    );
    const target = String(at(inputs, "integrationUri")).split(":").at(-1);
    const allowed = resourcesOf(stack, "aws:lambda/permission:Permission").some(
      ({ inputs: permission }) =>
        at(permission, "function") === target &&
        at(permission, "principal") === "apigateway.amazonaws.com" &&
        at(permission, "sourceArn") === `${at(api?.state, "executionArn")}/*`,
    );
    return allowed ? [] : [`${name} may not call ${target}`];
  }),
);

function apiId(stack: Stack, name: string): Plain | undefined {
  return at(resourcesOf(stack, "aws:apigatewayv2/api:Api").find((each) => each.name === name)?.state, "id");
}

function stageOf(stack: Stack, api: string): GraphResource | undefined {
  const id = apiId(stack, api);
  return resourcesOf(stack, STAGE).find(({ inputs }) => at(inputs, "apiId") === id);
}

function throttleIn(settings: Plain | undefined): Throttle {
  return {
    rateLimit: Number(at(settings, "throttlingRateLimit") ?? Number.POSITIVE_INFINITY),
    burstLimit: Number(at(settings, "throttlingBurstLimit") ?? Number.POSITIVE_INFINITY),
  };
}

function isSame(one: Throttle | undefined, other: Throttle): boolean {
  return one?.rateLimit === other.rateLimit && one.burstLimit === other.burstLimit;
}

function sum(all: readonly Throttle[], key: keyof Throttle): number {
  return all.reduce((total, each) => total + each[key], 0);
}

export const HTTP_RULES: readonly Rule[] = [routes, throttles, opened, patience, callable];
