/**
 * Whether this region should have customers, and whether a peer should have none: asked by health checkers, by the script that evacuates
 * and by a region that fences itself. It is a function of its own, so that customers in a rush cannot make their region look dead.
 */
import { createFunctionPing, createLambdaClient } from "@tandem/aws";
import {
  answerHealth,
  createReadiness,
  createTableProbe,
  restrictionsOf,
  restrictionsPartition,
  VERDICT_AGE_MS_MAX,
} from "@tandem/resilience";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { configurationOf } from "./environment.ts";
import { probeHostname } from "./hostname-probe.ts";
import { log } from "./log.ts";
import { runWithin } from "./machine.ts";
import { createRegionStore } from "./region-store.ts";

/** Each call has one try, on a connection of its own, and ends before the check that waits for it gives up. */
const PROBING = { attempts: 1, keepAlive: false, connectTimeoutMs: 500 } as const;

const settings = configurationOf("readiness");
const { AWS_REGION: region, TANDEM_REGIONS: regions, TANDEM_OWN_URL: ownUrl, TANDEM_SPEED: speed } = settings;
const { table, stamps, random, clock } = createRegionStore(settings, { ...PROBING, requestTimeoutMs: 550 });
const lambda = createLambdaClient({ region, ...PROBING, requestTimeoutMs: 1_000 });
const readiness = createReadiness({
  probes: {
    ...createTableProbe({ table, stamps, random }),
    askHostname: (signal) => probeHostname(ownUrl, signal),
    invokeApi: createFunctionPing({ client: lambda, functionName: settings.TANDEM_API_FUNCTION }),
  },
  clock,
  runWithin,
  verdictAgeMsMax: VERDICT_AGE_MS_MAX / speed,
  onFailure: tellFailure,
});

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { requestId, http } = event.requestContext;
  const question = { method: http.method, path: event.rawPath, requestId };
  const options = { region, regions, readiness, runWithin, readRestrictions, onFailure: tellFailure };
  const { status, headers, body } = await answerHealth(question, options);
  return { statusCode: status, headers: { ...headers }, body };
}

async function readRestrictions() {
  const [items = []] = await table.read([restrictionsPartition()], { consistent: true });
  return restrictionsOf(items);
}

function tellFailure(what: string, error: unknown): void {
  log({ level: "warn", message: `${what} failed`, cause: String(error) });
}
