/**
 * The name that all regions share. In AWS it is only DNS: the client asks where to go and then speaks to that region itself. Here
 * it has to be a proxy, which passes everything on unchanged and as it comes, and adds nothing to the region's own answer.
 *
 * Which region a place is sent to is asked for each request, through `route`: the nearest for now, health later.
 */
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Region } from "@tandem/kernel";
import { Agent } from "undici";
import { type HttpServer, listenHttp } from "../world/http-server.ts";
import { DEFAULT_PLACE, isPlace, PLACES, type Place } from "./places.ts";

export interface GlobalEndpointOptions {
  readonly port: number;
  /** Where a client at `place` is sent at this moment. */
  route(place: Place): { readonly region: Region; readonly url: string };
}

/** A region that does not take the connection in this time does not answer. */
const CONNECT_TIMEOUT_MS = 3_000;
/** Longer than API Gateway waits for a function, so that its answer always comes first. */
const ANSWER_TIMEOUT_MS = 35_000;
/** A region that is started again answers within seconds. */
const RETRY_AFTER_S = 1;
/** It may have done what it was asked for before it fell silent. */
const AGAIN = "ask again, with the same idempotency key if the request has one";
/** They belong to one connection, not to the message (RFC 9110, section 7.6.1), and are made anew on the other side. */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

export async function createGlobalEndpoint({ port, route }: GlobalEndpointOptions): Promise<HttpServer> {
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: ANSWER_TIMEOUT_MS,
    pipelining: 1,
  });
  const handler: RequestListener = (request, response) => void forward(request, response);
  const server = await listenHttp({ port, handler, onConnect: handler });

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const place = request.headers["x-client-place"] ?? DEFAULT_PLACE;
    if (typeof place !== "string" || !isPlace(place)) {
      return refuse(response, 400, `x-client-place is ${PLACES.join(" or ")}, not ${JSON.stringify(place)}.`);
    }
    const target = request.url ?? "/";
    if (!target.startsWith("/")) {
      return refuse(
        response,
        400,
        `The request's target is a path that begins with "/", not ${JSON.stringify(target)}.`,
      );
    }
    const { region, url } = route(place);
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    try {
      const answer = await agent.request({
        origin: url,
        path: target,
        method: (request.method ?? "GET") as "GET",
        headers: passedOn(request.headers, ["expect", "x-client-place"]),
        body: hasBody(request) ? request : null,
        signal: gone.signal,
      });
      response.writeHead(answer.statusCode, passedOn(answer.headers, []));
      await pipeline(answer.body, response);
    } catch {
      if (response.headersSent) response.destroy();
      else if (!gone.signal.aborted) refuse(response, 502, `${region} does not answer; ${AGAIN}.`);
    }
  }

  return {
    url: server.url,
    async close() {
      await server.close();
      await agent.destroy();
    },
  };
}

function passedOn(headers: IncomingHttpHeaders, dropped: readonly string[]): IncomingHttpHeaders {
  const named = String(headers["connection"] ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase());
  const left = Object.entries(headers).filter(([name]) => ![...HOP_BY_HOP, ...named, ...dropped].includes(name));
  return Object.fromEntries(left);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
}

const PROBLEMS = {
  400: { slug: "invalid-request", title: "The request is not valid", headers: {} },
  502: { slug: "bad-gateway", title: "The region does not answer", headers: { "retry-after": String(RETRY_AFTER_S) } },
} as const;

function refuse(response: ServerResponse, status: keyof typeof PROBLEMS, detail: string): void {
  const { slug, title, headers } = PROBLEMS[status];
  response.writeHead(status, { "content-type": "application/problem+json", ...headers });
  response.end(JSON.stringify({ type: `urn:tandem:problem:${slug}`, title, status, detail }));
}
