/**
 * API Gateway's HTTP API of one region: turns a request into an event for the function of its route, and the function's result
 * into the answer, within the limits of the real service. It knows nothing of what the functions do.
 */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isoTime, type Region } from "@tandem/kernel";
import type { Invoke, InvokeOutcome } from "../lambda/invocation.ts";
import { listenHttp } from "../world/http-server.ts";
import type { Log } from "../world/log.ts";
import { createBreakable } from "./breakable.ts";
import { buildHttpEvent, readTarget } from "./http-event.ts";
import {
  type HttpAnswer,
  INTERNAL_SERVER_ERROR,
  messageAnswer,
  readHttpResult,
  SERVICE_UNAVAILABLE,
} from "./http-result.ts";
import { createRouteMatcher, type MatchRoute, type Route } from "./routes.ts";

/** The service's own limits: 10 MB of body, 10,240 bytes of request line and headers, 30 s for the integration. */
const BODY_BYTES_MAX = 10 * 1_024 * 1_024;
const HEADER_BYTES_MAX = 10_240;
const INTEGRATION_MS_MAX = 30_000;

export interface HttpApi {
  readonly url: string;
  readonly faults: HttpApiFaults;
  close(): Promise<void>;
}

export interface HttpApiFaults {
  /** Every connection breaks. */
  setDown(isDown: boolean): void;
}

export interface HttpApiOptions {
  readonly region: Region;
  /** 0 takes any port that is free. */
  readonly port: number;
  readonly accountId: string;
  readonly routes: readonly Route[];
  readonly invoke: Invoke;
  readonly log: Log;
  /** For tests: how long an integration may take. */
  readonly integrationMsMax?: number;
}

interface ServedApi extends HttpApiOptions {
  readonly match: MatchRoute;
}

export async function createHttpApi(options: HttpApiOptions): Promise<HttpApi> {
  const match = createRouteMatcher(options.routes);
  const { handler, setDown } = createBreakable(
    (request, response) => void serve(request, response, { ...options, match }),
  );
  const { url, close } = await listenHttp({ port: options.port, handler });
  return { url, close, faults: { setDown } };
}

async function serve(request: IncomingMessage, response: ServerResponse, api: ServedApi): Promise<void> {
  const requestId = newRequestId();
  try {
    const answer = await answerTo(request, requestId, api);
    if (answer === "lost") response.socket?.destroy();
    else send(response, answer, requestId);
  } catch (error) {
    // The client hung up in the middle of its request, or the function gave a header that HTTP does not allow.
    api.log({ region: api.region, source: "api-gateway", level: "problem", text: `${requestId} ${error}` });
    if (!response.headersSent) send(response, messageAnswer(500, INTERNAL_SERVER_ERROR), requestId);
  }
}

async function answerTo(request: IncomingMessage, requestId: string, api: ServedApi): Promise<HttpAnswer | "lost"> {
  const { accountId, invoke, match, integrationMsMax = INTEGRATION_MS_MAX } = api;
  const receivedMs = Date.now();
  if (headerBytes(request) > HEADER_BYTES_MAX) return messageAnswer(431, "Request Header Fields Too Large");
  const body = await readBody(request);
  if (body === undefined) return messageAnswer(413, "Request Entity Too Large");
  const route = match(request.method ?? "GET", readTarget(request).path);
  if (route === undefined) return messageAnswer(404, "Not Found");
  const event = buildHttpEvent({ request, body, route, requestId, accountId, receivedMs });
  return await withinTime(invoke(route.functionName, event).then(toAnswer), integrationMsMax);
}

function toAnswer(outcome: InvokeOutcome): HttpAnswer | "lost" {
  if (outcome.ok) return readHttpResult(outcome.value.payload);
  switch (outcome.refusal.reason) {
    case "function-error":
      return messageAnswer(500, INTERNAL_SERVER_ERROR);
    case "throttled":
      return messageAnswer(503, SERVICE_UNAVAILABLE);
    case "too-large":
      return messageAnswer(413, "Request Entity Too Large");
    case "lost":
      return "lost";
  }
}

/** The function goes on when its time here is up; only nobody hears of it any more. */
async function withinTime(answer: Promise<HttpAnswer | "lost">, msMax: number): Promise<HttpAnswer | "lost"> {
  const timeIsUp = Promise.withResolvers<HttpAnswer>();
  const timer = setTimeout(() => timeIsUp.resolve(messageAnswer(503, SERVICE_UNAVAILABLE)), msMax);
  try {
    return await Promise.race([answer, timeIsUp.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function headerBytes(request: IncomingMessage): number {
  const line = (request.method ?? "").length + (request.url ?? "").length;
  return request.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part, "latin1"), line);
}

/** The body, or nothing when it is too large; what comes after the limit is read and thrown away, so that the answer arrives. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes <= BODY_BYTES_MAX ? Buffer.concat(chunks) : undefined;
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer, requestId: string): void {
  const date = new Date(isoTime(Date.now())).toUTCString();
  const own = { date, "apigw-requestid": requestId, "content-length": body.length };
  response.writeHead(status, { ...headers, ...own });
  response.end(body);
}

/** The service's request ids are 16 characters of base64, the last of them padding. */
function newRequestId(): string {
  return randomBytes(11).toString("base64").slice(0, 15).replaceAll("/", "-").replaceAll("+", "_").concat("=");
}
