/**
 * An HTTP API of API Gateway: routes, each with its own throttle and its own metrics, one function behind them, and a log of who asked what.
 * Raw resources, because SST's component makes a permission and an integration for each route, has no throttles and one host name.
 */
import { accessLogName, regionalName } from "../names.ts";
import type { RegionScope } from "../scope.ts";

export interface Throttle {
  /** Requests a second, for as long as you like; above it the answer is 429. */
  readonly rateLimit: number;
  /** Requests at once. */
  readonly burstLimit: number;
}

export interface HttpApi {
  /** As in `Api`: begins the names of its resources. */
  readonly component: string;
  readonly api: aws.apigatewayv2.Api;
  /** Where it answers without a domain. */
  readonly endpoint: $util.Output<string>;
}

/** The API by itself, so that a function behind it can be told where it answers. */
export function createHttpApi(component: string, { environment, region }: RegionScope): HttpApi {
  const api = new aws.apigatewayv2.Api(component, {
    name: regionalName(environment, region, component.toLowerCase()),
    protocolType: "HTTP",
    // The way in for those who operate, when names are what is broken; what it serves is the same.
    disableExecuteApiEndpoint: false,
  });
  return { component, api, endpoint: api.apiEndpoint };
}

export interface RouteTarget {
  readonly routes: readonly string[];
  readonly function: { readonly arn: $util.Output<string>; readonly name: $util.Output<string> };
  readonly timeoutSeconds: number;
}

/** Sends these route keys to this function. */
export function createRoutes({ component, api }: HttpApi, target: RouteTarget & { readonly name: string }) {
  const name = `${component}${target.name}`;
  const integration = new aws.apigatewayv2.Integration(`${name}Integration`, {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationUri: target.function.arn,
    payloadFormatVersion: "2.0",
    // A second more than the function has: who gives up first should be the one who can say why.
    timeoutMilliseconds: (target.timeoutSeconds + 1) * 1_000,
  });
  new aws.lambda.Permission(`${name}Permission`, {
    action: "lambda:InvokeFunction",
    function: target.function.name,
    principal: "apigateway.amazonaws.com",
    sourceArn: $interpolate`${api.executionArn}/*`,
  });
  return target.routes.map(
    (routeKey) =>
      new aws.apigatewayv2.Route(`${component}Route${routeKey.replaceAll(/[^A-Za-z]+/g, "-")}`, {
        apiId: api.id,
        routeKey,
        target: $interpolate`integrations/${integration.id}`,
      }),
  );
}

export interface StageSettings {
  readonly scope: RegionScope;
  /** Those that have a throttle of their own. */
  readonly throttles: ReadonlyMap<string, Throttle>;
  /** For each other route. */
  readonly otherwise: Throttle;
  readonly routes: readonly aws.apigatewayv2.Route[];
}

/** Opens the API. A throttle can only be put on a route that is there, so the stage comes last. */
export function createStage({ component, api }: HttpApi, settings: StageSettings) {
  const { environment, region } = settings.scope;
  const log = new aws.cloudwatch.LogGroup(`${component}AccessLog`, {
    name: accessLogName(environment, region, component.toLowerCase()),
    retentionInDays: environment.logDays,
  });
  return new aws.apigatewayv2.Stage(
    `${component}Stage`,
    {
      apiId: api.id,
      name: "$default",
      autoDeploy: true,
      accessLogSettings: { destinationArn: log.arn, format: ACCESS_LOG },
      defaultRouteSettings: { detailedMetricsEnabled: true, ...throttleSettings(settings.otherwise) },
      // To change one the provider first takes it off and then puts the new one on: between the two its route has what all others have.
      routeSettings: [...settings.throttles].map(([routeKey, throttle]) => ({
        routeKey,
        detailedMetricsEnabled: true,
        ...throttleSettings(throttle),
      })),
    },
    { dependsOn: [...settings.routes] },
  );
}

function throttleSettings({ rateLimit, burstLimit }: Throttle) {
  return { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit };
}

/** One JSON object a request. Neither tokens nor bodies; the path may hold an order's id. */
const ACCESS_LOG = JSON.stringify({
  at: "$context.requestTime",
  requestId: "$context.requestId",
  route: "$context.routeKey",
  path: "$context.path",
  status: "$context.status",
  latencyMs: "$context.responseLatency",
  functionMs: "$context.integrationLatency",
  functionStatus: "$context.integrationStatus",
  why: "$context.error.message",
  ip: "$context.identity.sourceIp",
  agent: "$context.identity.userAgent",
});
