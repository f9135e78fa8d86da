/** The shop's API: one function behind the region's HTTP API. */
import { createApp, createTokenVerifier } from "@tandem/http";
import { createShop } from "@tandem/shop";
import type { LambdaContext, LambdaEvent } from "hono/aws-lambda";
import { handle } from "hono/aws-lambda";
import { authKeys, globalHost, regions } from "./environment.ts";
import { log } from "./log.ts";
import { createRegionStore } from "./region-store.ts";

const store = createRegionStore();
const app = createApp({
  shop: createShop({ ...store, regions: regions() }),
  region: store.table.region,
  regions: regions(),
  tokens: createTokenVerifier(authKeys(), store.clock),
  globalHost: globalHost(),
  clock: store.clock,
  random: store.random,
  log,
  requestIdOf: (env) => (env as { readonly lambdaContext?: LambdaContext }).lambdaContext?.awsRequestId,
});

export const handler: (event: LambdaEvent, context?: LambdaContext) => Promise<unknown> = handle(app);
