/**
 * What a function returned, as an HTTP API answers it: a structured result if it has a status, else whatever it is, as JSON with
 * 200; and 500 for what is neither. Several cookies become several headers.
 */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

export function messageAnswer(status: number, message: string): HttpAnswer {
  return { status, headers: { "content-type": "application/json" }, body: Buffer.from(JSON.stringify({ message })) };
}

export const INTERNAL_SERVER_ERROR = "Internal Server Error";
export const SERVICE_UNAVAILABLE = "Service Unavailable";

export function readHttpResult(payload: string): HttpAnswer {
  const result: unknown = JSON.parse(payload);
  if (!isRecord(result) || result["statusCode"] === undefined) {
    const body = typeof result === "string" ? result : payload;
    return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(body) };
  }
  const status = Number(result["statusCode"]);
  const headers = readHeaders(result["headers"]);
  const { cookies, isBase64Encoded } = result;
  const body = result["body"] ?? "";
  const isWellFormed = Number.isInteger(status) && status >= 100 && status <= 599 && typeof body === "string";
  if (!isWellFormed || headers === undefined) return messageAnswer(500, INTERNAL_SERVER_ERROR);
  const setCookies = Array.isArray(cookies) ? { "set-cookie": cookies.map(String) } : {};
  return {
    status,
    headers: { "content-type": "text/plain;charset=UTF-8", ...headers, ...setCookies },
    body: Buffer.from(body, isBase64Encoded === true ? "base64" : "utf8"),
  };
}

function readHeaders(headers: unknown): Record<string, string> | undefined {
  if (headers === undefined || headers === null) return {};
  if (!isRecord(headers)) return undefined;
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "object" && value !== null) return undefined;
    if (value !== undefined && value !== null) read[name.toLowerCase()] = String(value);
  }
  return read;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
