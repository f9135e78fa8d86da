/**
 * A request as an HTTP API hands it to a function, in payload format 2.0. The details are those of the real service, as far as
 * they could be found: FIDELITY says where each was checked.
 */
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { MatchedRoute } from "./routes.ts";

export interface HttpEventOptions {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly route: MatchedRoute;
  readonly requestId: string;
  readonly accountId: string;
  readonly receivedMs: number;
}

/** Only these are handed over as text; everything else, forms and requests without a type included, is base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml)$)/;
/** What concerns one connection and not the request; cookies have a member of their own. */
const NOT_HANDED_OVER: ReadonlySet<string> = new Set([
  "connection",
  "cookie",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
]);
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function buildHttpEvent(options: HttpEventOptions): APIGatewayProxyEventV2 {
  const { request, body, route, requestId, accountId, receivedMs } = options;
  const { path: rawPath, query: rawQueryString } = readTarget(request);
  const headers = readHeaders(request);
  const cookies = request.headers.cookie?.split(/; */).filter((cookie) => cookie !== "");
  const parameters = readQuery(rawQueryString);
  const host = request.headers.host ?? "localhost";
  return {
    version: "2.0",
    routeKey: route.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies === undefined ? {} : { cookies }),
    headers,
    ...(parameters === undefined ? {} : { queryStringParameters: parameters }),
    requestContext: {
      accountId,
      apiId: "local",
      domainName: host,
      domainPrefix: host.split(/[.:]/)[0] ?? host,
      http: {
        method: request.method ?? "GET",
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: sourceIp(request),
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId,
      routeKey: route.routeKey,
      stage: "$default",
      time: logTime(receivedMs),
      timeEpoch: receivedMs,
    },
    ...(body.length === 0 ? { isBase64Encoded: false } : readBody(body, headers["content-type"])),
    ...(route.pathParameters === undefined ? {} : { pathParameters: { ...route.pathParameters } }),
  };
}

/** The path comes decoded, and what a decoded `?` cuts off is gone, as with the real service. The query stays as it was sent. */
export function readTarget(request: IncomingMessage): { readonly path: string; readonly query: string } {
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  const sent = mark < 0 ? target : target.slice(0, mark);
  return { path: decode(sent).split("?")[0] ?? "/", query: mark < 0 ? "" : target.slice(mark + 1) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not an encoding of anything: it is handed over as it came.
    return text;
  }
}

/** Names in small letters, what was sent more than once joined by commas. */
function readHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (values !== undefined && !NOT_HANDED_OVER.has(name)) headers[name] = values.join(",");
  }
  const before = headers["x-forwarded-for"];
  const address = request.socket.remoteAddress ?? "127.0.0.1";
  headers["x-forwarded-for"] = before === undefined ? address : `${before}, ${address}`;
  headers["x-forwarded-port"] ??= String(request.socket.localPort ?? "");
  headers["x-forwarded-proto"] ??= "http";
  return headers;
}

function sourceIp(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? "127.0.0.1";
}

function readQuery(query: string): Record<string, string> | undefined {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) values.set(name, [...(values.get(name) ?? []), value]);
  if (values.size === 0) return undefined;
  return Object.fromEntries([...values].map(([name, several]) => [name, several.join(",")]));
}

function readBody(body: Buffer, contentType = ""): { readonly body: string; readonly isBase64Encoded: boolean } {
  const type = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  const isBase64Encoded = !TEXT.test(type);
  return { body: body.toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded };
}

/** As a web server's log has it: `21/Nov/2026:15:20:27 +0000`. */
function logTime(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
