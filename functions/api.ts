/** The shop's API: one function behind the region's HTTP API. */
import { createKeyRing, createTokenVerifier } from "@tandem/http";
import type { LambdaContext, LambdaEvent } from "hono/aws-lambda";
import { handle } from "hono/aws-lambda";
import { configurationOf } from "./environment.ts";
import { log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { createPeerApis } from "./peer-apis.ts";
import { createApiProgram } from "./programs/api-program.ts";
import { createRegionClaims } from "./region-claims.ts";
import { createRegionPeers } from "./region-peers.ts";
import { createRegionStore } from "./region-store.ts";

/** What readiness sends; no event of API Gateway has such a member. */
interface Ping {
  readonly tandem: "ping";
}

type HttpApiEvent = Extract<LambdaEvent, { readonly rawPath: string }>;

const settings = configurationOf("api");
const store = createRegionStore(settings);
const app = createApiProgram({
  ...store,
  regions: settings.TANDEM_REGIONS,
  peers: createRegionPeers(settings, store.clock),
  peerApis: createPeerApis(settings),
  keys: createKeyRing(settings.TANDEM_REGION_KEYS),
  speed: settings.TANDEM_SPEED,
  tokens: createTokenVerifier(settings.TANDEM_AUTH_KEYS, store.clock),
  globalHost: settings.TANDEM_GLOBAL_HOST,
  claims: createRegionClaims(settings),
  metrics: createMetrics({ table: settings.TANDEM_TABLE, region: settings.AWS_REGION, clock: store.clock }),
  log,
  requestIdOf: (env) => (env as { readonly lambdaContext?: LambdaContext }).lambdaContext?.awsRequestId,
});

const answer = handle(app);

export async function handler(event: LambdaEvent | Ping, context?: LambdaContext): Promise<unknown> {
  // Readiness asks whether this function takes an invocation; that it was asked is the answer.
  if ("tandem" in event) return { tandem: "pong" };
  return answer("rawPath" in event ? asRequest(event) : event, context);
}

/**
 * What Hono's adapter would change on the way in. A body that came with a GET, which a `Request` cannot have, is left out; and
 * an idempotency key that is not ASCII gets a character (DEL) that will be refused, where the adapter would encode it and two keys
 * could become one.
 */
function asRequest(event: HttpApiEvent): HttpApiEvent {
  const isReading = /^(GET|HEAD)$/.test(event.requestContext.http.method);
  const key = event.headers["idempotency-key"]?.replaceAll(/[^\x20-\x7e]/g, "\x7f");
  const headers = key === undefined ? event.headers : { ...event.headers, "idempotency-key": key };
  return { ...event, headers, ...(isReading ? { body: null } : {}) };
}
