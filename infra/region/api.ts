/** What customers call: one function behind this region's API. How much each route may carry follows from what its flow is worth. */
import { FUNCTIONS } from "@tandem/functions/manifest";
import { FLOWS, throttleOf, UNKNOWN_ROUTE_THROTTLE } from "@tandem/resilience/flows";
import { type ClaimsReplica, claimNames } from "./claims-replica.ts";
import { createFunction, type FunctionSettings } from "./function.ts";
import { createRoutes, type HttpApi } from "./http-api.ts";
import { readPeers, readTable, writeTable } from "./permissions.ts";
import { regionKeys } from "./region-keys.ts";
import type { Replica } from "./table-replica.ts";

export function createApi(
  settings: Omit<FunctionSettings<"api">, "may" | "variables"> & {
    readonly http: HttpApi;
    readonly table: Replica;
    readonly claims: ClaimsReplica;
    /** The address of each other region's API. */
    readonly peers: Readonly<Record<string, string>>;
  },
) {
  const { scope, code, http, table, claims, peers } = settings;
  const { environment } = scope;
  const { timeoutSeconds, trigger } = FUNCTIONS.api;
  const api = createFunction("api", {
    scope,
    code,
    variables: {
      TANDEM_AUTH_KEYS: JSON.stringify({ keys: environment.tokenKeys }),
      TANDEM_CLAIMS_TABLE: claims.name,
      TANDEM_GLOBAL_HOST: environment.domain?.name,
      TANDEM_PEERS: JSON.stringify(peers),
      TANDEM_REGION_KEYS: regionKeys(scope),
      TANDEM_REGIONS: environment.regions.join(","),
      TANDEM_TABLE: table.name,
    },
    may: [readTable(table), writeTable(table), ...readPeers(table, scope.peers), ...claimNames(claims)],
  });
  const throttles = new Map(FLOWS.flatMap((flow) => flow.routes.map((route) => [route, throttleOf(flow)] as const)));
  const routes = createRoutes(http, {
    name: "Api",
    function: api,
    timeoutSeconds,
    // What no flow names is answered by the function too: it knows how to say that there is nothing.
    routes: [...throttles.keys(), ...trigger.routes],
  });
  return { api, stage: { scope, throttles, otherwise: UNKNOWN_ROUTE_THROTTLE, routes } };
}
