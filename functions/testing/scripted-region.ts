/**
 * What readiness asks, for tests: DynamoDB, Lambda and the region's API in one server, each answering with the status it is told. An
 * empty table is all that is needed of DynamoDB.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Statuses {
  api: number;
  /** 200 with `x-amz-function-error` when it is `"crashed"`. */
  lambda: number | "crashed";
  reads: number;
  writes: number;
}

const THROTTLED = 429;

/** The server's base URL. */
export async function startScriptedRegion(statuses: Statuses): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    answer(request, response, statuses);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answer(request: IncomingMessage, response: ServerResponse, { api, lambda, reads, writes }: Statuses): void {
  if (request.method === "GET") {
    response.writeHead(api).end();
    return;
  }
  const operation = String(request.headers["x-amz-target"] ?? "").split(".")[1];
  if (operation === undefined) answerInvoke(response, lambda);
  else answerTable(response, operation === "Query" ? reads : writes);
}

function answerInvoke(response: ServerResponse, lambda: Statuses["lambda"]): void {
  if (lambda === THROTTLED) response.setHeader("x-amzn-errortype", "TooManyRequestsException");
  if (lambda === "crashed") response.setHeader("x-amz-function-error", "Unhandled");
  response.writeHead(lambda === "crashed" ? 200 : lambda).end("{}");
}

function answerTable(response: ServerResponse, status: number): void {
  const error = { __type: status < 500 ? "ProvisionedThroughputExceededException" : "InternalServerError" };
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
  response.end(JSON.stringify(status === 200 ? { Items: [], Count: 0 } : error));
}
