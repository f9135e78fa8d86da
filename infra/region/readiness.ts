/**
 * What tells health checkers whether this region is ready, and which region it knows to be evacuated. It has an address and a share of
 * concurrency of its own, so that customers in a rush cannot make their region look dead.
 */
import { FUNCTIONS } from "@tandem/functions/manifest";
import { READINESS_THROTTLE } from "@tandem/resilience/flows";
import { createFunction, type FunctionSettings } from "./function.ts";
import { createHttpApi, createRoutes, createStage, type HttpApi } from "./http-api.ts";
import { invoke, readTable, writeTable } from "./permissions.ts";
import type { Replica } from "./table-replica.ts";

export function createReadiness(
  settings: Omit<FunctionSettings<"readiness">, "may" | "variables"> & {
    readonly table: Replica;
    readonly api: sst.aws.Function;
    /** Where customers find this region's API. */
    readonly ownUrl: $util.Input<string>;
    /** The customers' API, which answers the same questions, with less certainty. */
    readonly customersHttp: HttpApi;
  },
) {
  const { scope, code, table, api, ownUrl, customersHttp } = settings;
  const { timeoutSeconds, trigger } = FUNCTIONS.readiness;
  const http = createHttpApi("Readiness", scope);
  const readiness = createFunction("readiness", {
    scope,
    code,
    variables: {
      TANDEM_API_FUNCTION: api.name,
      TANDEM_OWN_URL: ownUrl,
      TANDEM_REGIONS: scope.environment.regions.join(","),
      TANDEM_TABLE: table.name,
    },
    may: [readTable(table), writeTable(table), invoke(api.arn)],
  });
  const target = { name: "Readiness", function: readiness, timeoutSeconds, routes: trigger.routes };
  const routes = createRoutes(http, target);
  const stage = createStage(http, { scope, routes, throttles: new Map(), otherwise: READINESS_THROTTLE });
  return { readiness, http, stage, routesForCustomers: createRoutes(customersHttp, target) };
}
