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

const answer = handle(app);

/** API Gateway passes on a body that came with a GET; a `Request` cannot have one, and nothing here would read it. */
export async function handler(event: LambdaEvent, context?: LambdaContext): Promise<unknown> {
  const isReading = "rawPath" in event && /^(GET|HEAD)$/.test(event.requestContext.http.method);
  return answer(isReading ? { ...event, body: null } : event, context);
}
