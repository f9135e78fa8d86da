/**
 * Lambda's own endpoint in one region, as far as functions call functions: `Invoke`, waiting for the answer. Other operations, and
 * leaving an event without waiting, are refused by name, since nothing here needs them.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Region } from "@tandem/kernel";
import { createBreakable } from "../api-gateway/breakable.ts";
import { listenHttp } from "../world/http-server.ts";
import { type Invoke, type InvokeRefusal, PAYLOAD_BYTES_MAX } from "./invocation.ts";

/** The path of API version 2015-03-31, with the function's name or ARN. */
const INVOKE_PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

export interface InvokeEndpoint {
  readonly url: string;
  /** Every connection breaks. */
  setDown(isDown: boolean): void;
  close(): Promise<void>;
}

export interface InvokeEndpointOptions {
  readonly region: Region;
  isFunction(name: string): boolean;
  readonly invoke: Invoke;
}

interface InvokeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Takes any port that is free, which the url then tells. */
export async function createInvokeEndpoint(options: InvokeEndpointOptions): Promise<InvokeEndpoint> {
  const { handler, setDown } = createBreakable((request, response) => void serve(request, response, options));
  const { url, close } = await listenHttp({ port: 0, handler });
  return { url, setDown, close };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: InvokeEndpointOptions,
): Promise<void> {
  const body = await buffer(request).catch(() => undefined);
  // Whoever hung up in the middle of its request waits for no answer.
  if (body === undefined) return;
  const answer = await answerTo(request, body, options);
  if (answer === "lost") {
    response.socket?.destroy();
    return;
  }
  const own = { "content-type": "application/json", "x-amzn-requestid": randomUUID() };
  response.writeHead(answer.status, { ...own, ...answer.headers });
  response.end(answer.body);
}

async function answerTo(
  request: IncomingMessage,
  body: Buffer,
  { region, isFunction, invoke }: InvokeEndpointOptions,
): Promise<InvokeAnswer | "lost"> {
  const { pathname } = new URL(request.url ?? "/", "http://lambda");
  const named = request.method === "POST" ? INVOKE_PATH.exec(pathname)?.[1] : undefined;
  if (named === undefined) return refusal(404, "UnknownOperationException", "only Invoke is answered here");
  const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (type !== "RequestResponse") {
    return refusal(400, "InvalidParameterValueException", `the invocation type ${type} is not answered here`);
  }
  if (body.length > PAYLOAD_BYTES_MAX) {
    const message = `Request must be smaller than ${PAYLOAD_BYTES_MAX} bytes for the InvokeFunction operation`;
    return refusal(413, "RequestTooLargeException", message);
  }
  const name = decodeURIComponent(named).split(":").at(-1) ?? "";
  if (!isFunction(name)) return refusal(404, "ResourceNotFoundException", `Function not found: ${region} ${name}`);
  const event = parseJson(body);
  if (event === undefined) {
    return refusal(400, "InvalidRequestContentException", "Could not parse request body into json");
  }
  const outcome = await invoke(name, event.value);
  if (!outcome.ok) return refused(outcome.refusal);
  return { status: 200, headers: { "x-amz-executed-version": "$LATEST" }, body: outcome.value.payload };
}

function refused(why: InvokeRefusal): InvokeAnswer | "lost" {
  switch (why.reason) {
    case "function-error": {
      const headers = { "x-amz-executed-version": "$LATEST", "x-amz-function-error": "Unhandled" };
      return { status: 200, headers, body: why.payload };
    }
    case "throttled":
      return refusal(429, "TooManyRequestsException", why.message);
    case "too-large":
      return refusal(413, "RequestTooLargeException", why.message);
    case "lost":
      return "lost";
  }
}

function refusal(status: number, type: string, message: string): InvokeAnswer {
  const body = JSON.stringify({ Type: status < 500 ? "User" : "Server", message });
  return { status, headers: { "x-amzn-errortype": type }, body };
}

/** An invocation without a payload has an empty object for an event. */
function parseJson(body: Buffer): { readonly value: unknown } | undefined {
  if (body.length === 0) return { value: {} };
  try {
    return { value: JSON.parse(body.toString()) };
  } catch {
    return undefined;
  }
}
