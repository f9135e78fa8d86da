/** What a region has. Read from top to bottom it is the path of a request, and of the work that it leaves. */
import { hostsOf, routingPlan } from "@tandem/resilience/routing-plan";
import { createApi } from "./region/api.ts";
import { findClaims } from "./region/claims-replica.ts";
import { makeCode } from "./region/code.ts";
import { createHostNames } from "./region/host-names.ts";
import { createHttpApi, createStage, type HttpApi } from "./region/http-api.ts";
import { createReadiness } from "./region/readiness.ts";
import { createRouting } from "./region/routing.ts";
import { createTableChanges } from "./region/table-changes.ts";
import { findReplica } from "./region/table-replica.ts";
import { createTick } from "./region/tick.ts";
import { createWorker, createWorkQueue } from "./region/work-queue.ts";
import type { RegionScope } from "./scope.ts";
import type { Domain } from "./settings.ts";
import type { Watched } from "./watch/measures.ts";
import { watchRegion } from "./watch/watch.ts";

export async function createRegionStack(scope: RegionScope) {
  const { environment, region } = scope;
  const { domain } = environment;
  const hosts = domain && hostsOf(region, domain.name);
  const table = await findReplica(scope);
  const claims = await findClaims(scope);
  const code = makeCode();

  // Customers call the api, and it writes the table.
  const http = createHttpApi("Api", scope);
  const ownUrl = hosts === undefined ? http.endpoint : `https://${hosts.api}`;
  const peers = domain === undefined ? {} : peerUrls(scope.peers, domain);
  const { api, stage } = createApi({ scope, code, http, table, claims, peers });

  // A change of the table becomes a hint on the queue, and the worker does what it hints at.
  const queue = createWorkQueue(scope);
  const { failuresName } = createTableChanges({ scope, code, table, queue });
  createWorker({ scope, code, table, queue });

  // Every minute the region looks for what no hint has told of.
  createTick({ scope, code, table, queue, peers });

  // Whoever routes customers asks whether the region is ready.
  const readiness = createReadiness({ scope, code, table, api, ownUrl, customersHttp: http });
  const opened = createStage(http, { ...stage, routes: [...stage.routes, ...readiness.routesForCustomers] });

  // Customers find it by names, if it has any, and are led away from it while it is not ready.
  const endpoints = { scope, api: { http, stage: opened }, readiness };
  const routing = domain && leadCustomersHere({ ...endpoints, domain });

  // And somebody is told when any of it goes wrong.
  const watched: Watched = {
    scope,
    tableName: table.name,
    apiId: http.api.id,
    readinessApiId: readiness.http.api.id,
    queueName: queue.name,
    deadLettersName: queue.deadLettersName,
    streamFailuresName: failuresName,
    ...(routing && { certificateArn: routing.certificateArn }),
  };
  watchRegion(watched, { customersStage: opened });
  return {
    region,
    apiUrl: http.endpoint,
    readinessUrl: hosts ? `https://${hosts.readiness}` : readiness.http.endpoint,
    ...(hosts && { hostUrl: `https://${hosts.api}` }),
    routing: hosts ? `https://${hosts.shared} by latency and health` : NO_DOMAIN,
  };
}

const NO_DOMAIN =
  "none: infra/stage.ts gives this environment no domain, so each region answers at its own endpoint only";

/** Where each peer's API is found by everybody. */
function peerUrls(peers: readonly string[], domain: Domain): Readonly<Record<string, string>> {
  return Object.fromEntries(peers.map((peer) => [peer, `https://${hostsOf(peer, domain.name).api}`]));
}

interface Endpoint {
  readonly http: HttpApi;
  readonly stage: aws.apigatewayv2.Stage;
}

function leadCustomersHere(settings: {
  readonly scope: RegionScope;
  readonly domain: Domain;
  readonly api: Endpoint;
  readonly readiness: Endpoint;
}) {
  const { scope, domain, api, readiness } = settings;
  const { regions } = scope.environment;
  const plan = routingPlan({ domain: domain.name, regions, attached: domain.attached });
  const own = plan.regions.find(({ region }) => region === scope.region);
  if (own === undefined) throw new Error(`The routing plan has no place for ${scope.region}`);
  const names = createHostNames({ hosts: own.hosts, zoneId: domain.zoneId, api, readiness });
  createRouting({ scope, zoneId: domain.zoneId, plan: own, names });
  return names;
}
