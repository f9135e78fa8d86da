/**
 * The endpoint of one region's SQS, in both of its protocols: JSON, which today's SDKs speak, and the older query protocol with
 * forms and XML, which the AWS CLI of Debian speaks. Both become one call of the same action.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { readQueryInput } from "./query-input.ts";
import { writeQueryOutput, writeQueryRefusal } from "./query-output.ts";
import type { PerformSqsAction } from "./sqs-actions.ts";
import type { SqsInput } from "./sqs-engine.ts";
import { SqsRefusal } from "./sqs-refusal.ts";

/** Ten messages of 1 MiB are refused by SQS as a batch anyway; this leaves room for their encoding and no more. */
const REQUEST_BYTES_MAX = 8 * 1_024 * 1_024;
const JSON_TYPE = "application/x-amz-json-1.0";

interface SqsRequest {
  readonly isQuery: boolean;
  readonly action: string;
  readonly input: SqsInput;
}

export function createSqsHandler(perform: PerformSqsAction) {
  return (request: IncomingMessage, response: ServerResponse): void => void answer(request, response, perform);
}

async function answer(request: IncomingMessage, response: ServerResponse, perform: PerformSqsAction): Promise<void> {
  const requestId = randomUUID();
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const isQuery = String(request.headers["content-type"] ?? "").includes("x-www-form-urlencoded");
  let action = "Unknown";
  try {
    const read = await readRequest(request, isQuery);
    action = read.action;
    const output = await perform(action, read.input, gone.signal);
    const body = isQuery ? writeQueryOutput(action, output, requestId) : JSON.stringify(output);
    send(response, { status: 200, body, isQuery, requestId });
  } catch (error) {
    const refusal = error instanceof SqsRefusal ? error : internalError(error);
    const body = isQuery ? writeQueryRefusal(refusal, requestId) : writeJsonRefusal(refusal);
    const fault = refusal.status >= 500 ? "Receiver" : "Sender";
    response.setHeader("x-amzn-query-error", `${refusal.queryCode};${fault}`);
    send(response, { status: refusal.status, body, isQuery, requestId });
  }
}

async function readRequest(request: IncomingMessage, isQuery: boolean): Promise<SqsRequest> {
  if (Number(request.headers["content-length"] ?? 0) > REQUEST_BYTES_MAX) {
    throw new SqsRefusal("RequestEntityTooLarge", `A request is at most ${REQUEST_BYTES_MAX} bytes.`, 413);
  }
  const body = await text(request);
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  if (isQuery) {
    const form = new URLSearchParams(body);
    const input = readQueryInput(form);
    // The query protocol may name the queue by the address the request is sent to.
    const named = path === "/" || input["QueueUrl"] !== undefined ? {} : { QueueUrl: `http://localhost${path}` };
    return { isQuery, action: form.get("Action") ?? "", input: { ...named, ...input } };
  }
  const target = String(request.headers["x-amz-target"] ?? "");
  if (!target.startsWith("AmazonSQS.")) {
    throw new SqsRefusal(
      "InvalidAction",
      "The request names no action: SQS wants the header X-Amz-Target: AmazonSQS.ACTION.",
    );
  }
  return { isQuery, action: target.slice("AmazonSQS.".length), input: parseJson(body) };
}

function parseJson(body: string): SqsInput {
  try {
    const input: unknown = JSON.parse(body === "" ? "{}" : body);
    if (typeof input === "object" && input !== null) return input as SqsInput;
  } catch {
    // Reported below, like any other body that is no object.
  }
  throw new SqsRefusal("SerializationException", "The body is not a JSON object.");
}

function writeJsonRefusal({ code, message }: SqsRefusal): string {
  return JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message });
}

/** A fault in the shim itself: it is said to the client in full, since the only client is a developer. */
function internalError(error: unknown): SqsRefusal {
  return new SqsRefusal("InternalError", error instanceof Error ? error.message : String(error), 500);
}

interface SqsAnswer {
  readonly status: number;
  readonly body: string;
  readonly isQuery: boolean;
  readonly requestId: string;
}

function send(response: ServerResponse, { status, body, isQuery, requestId }: SqsAnswer): void {
  response.writeHead(status, {
    "content-type": isQuery ? "text/xml" : JSON_TYPE,
    "x-amzn-requestid": requestId,
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}
