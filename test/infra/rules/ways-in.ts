/** Each route leads to the function whose it is, so that readiness is never answered by what customers can exhaust, and anybody may come in by it. */
import { FUNCTIONS } from "@tandem/functions/manifest";
import { resourcesOf, type Stack } from "../deployment.ts";
import type { GraphResource, PlainObject } from "../graph/graph.ts";
import { at, eachStack, nameOf, type Rule } from "./rule.ts";

const ROUTES_OF_READINESS: readonly string[] = FUNCTIONS.readiness.trigger.routes;

export const led: Rule = eachStack("each route leads to its function, for everybody", (stack) => [
  ...resourcesOf(stack, "aws:apigatewayv2/route:Route").flatMap(({ inputs }) => {
    const route = String(at(inputs, "routeKey"));
    const owner = ROUTES_OF_READINESS.includes(route) ? "readiness" : "api";
    const integration = integrationOf(stack, inputs);
    const answers = String(at(integration?.inputs, "integrationUri")).split(":").at(-1) ?? "";
    return [
      ...(answers.endsWith(`-${stack.region}-${owner}`) ? [] : [`${route} is answered by ${answers}, not by ${owner}`]),
      ...(at(integration?.inputs, "apiId") === at(inputs, "apiId") ? [] : [`${route} leads to another API's function`]),
    ];
  }),
  ...kinds(stack),
]);

function integrationOf(stack: Stack, route: PlainObject): GraphResource | undefined {
  const id = String(at(route, "target")).replace(/^integrations\//, "");
  return resourcesOf(stack, "aws:apigatewayv2/integration:Integration").find(({ state }) => at(state, "id") === id);
}

/** By type, by path, what has to stand there. */
const KINDS: Readonly<Record<string, Readonly<Record<string, string | boolean>>>> = {
  // The address that API Gateway gives is the way in when names are what is broken, and the only one of a preview.
  "aws:apigatewayv2/api:Api": { protocolType: "HTTP", disableExecuteApiEndpoint: false },
  "aws:apigatewayv2/integration:Integration": { integrationType: "AWS_PROXY", payloadFormatVersion: "2.0" },
  // Any other name would stand in every path.
  "aws:apigatewayv2/stage:Stage": { name: "$default" },
  "aws:apigatewayv2/domainName:DomainName": {
    "domainNameConfiguration.endpointType": "REGIONAL",
    "domainNameConfiguration.securityPolicy": "TLS_1_2",
  },
};

function kinds(stack: Stack): readonly string[] {
  return Object.entries(KINDS).flatMap(([type, wanted]) =>
    resourcesOf(stack, type).flatMap((resource) =>
      Object.entries(wanted)
        .map(([path, value]) => ({ path, value, found: at(resource.inputs, ...path.split(".")) }))
        .filter(({ value, found }) => found !== value)
        .map(({ path, value, found }) => `${nameOf(resource)} has ${path} ${found}, not ${value}`),
    ),
  );
}

/** Neither tokens nor bodies are written down, and what the alarm on refusals counts is. */
const NEVER_WRITTEN = /author|cookie|header|body|querystring|\$request/i;

export const written: Rule = eachStack(
  "an access log tells no secrets, and refusals are counted from it",
  (stack, { environment }) => {
    const stages = resourcesOf(stack, "aws:apigatewayv2/stage:Stage");
    const counts = resourcesOf(stack, "aws:cloudwatch/logMetricFilter:LogMetricFilter").map(({ inputs }) => inputs);
    const customers = stages.find(({ name }) => name === "ApiStage");
    const log = String(at(customers?.inputs, "accessLogSettings", "destinationArn")).split(":log-group:")[1];
    const isCounted = counts.some(
      (inputs) => at(inputs, "logGroupName") === log && at(inputs, "pattern") === '{ $.status = "429" }',
    );
    return [
      ...stages.flatMap(({ name, inputs }) => {
        const format = String(at(inputs, "accessLogSettings", "format"));
        return [
          ...(NEVER_WRITTEN.test(format) ? [`${name} writes down what is secret: ${format}`] : []),
          ...(format.includes('"status":"$context.status"') ? [] : [`${name} does not write down the status`]),
        ];
      }),
      ...(stack.kind === "global" || !environment.settings.watches || isCounted ? [] : ["refusals are not counted"]),
    ];
  },
);
