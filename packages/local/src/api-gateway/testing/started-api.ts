/** For tests: an HTTP API whose one function is a closure. */
import { done, region } from "@tandem/kernel";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { onTestFinished } from "vitest";
import type { InvokeOutcome } from "../../lambda/invocation.ts";
import { silentLog } from "../../world/log.ts";
import { createHttpApi, type HttpApi, type HttpApiOptions } from "../http-api.ts";

export async function startHttpApi(
  answer: (event: APIGatewayProxyEventV2) => Promise<InvokeOutcome>,
  options: Partial<HttpApiOptions> = {},
): Promise<HttpApi> {
  const api = await createHttpApi({
    region: region("us-east-1"),
    port: 0,
    accountId: "111122223333",
    routes: [{ routeKey: "$default", functionName: "api" }],
    invoke: (_name, event) => answer(event as APIGatewayProxyEventV2),
    log: silentLog,
    ...options,
  });
  onTestFinished(() => api.close());
  return api;
}

export function returning(result: unknown): () => Promise<InvokeOutcome> {
  return async () => done({ payload: JSON.stringify(result), requestId: "r" });
}

/** The event that one request becomes. */
export async function eventOf(path: string, init: RequestInit = {}): Promise<APIGatewayProxyEventV2> {
  let seen: APIGatewayProxyEventV2 | undefined;
  const { url } = await startHttpApi(async (event) => {
    seen = event;
    return done({ payload: "{}", requestId: "r" });
  });
  await fetch(`${url}${path}`, init);
  if (seen === undefined) throw new Error("no function was called");
  return seen;
}
