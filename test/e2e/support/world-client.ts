/**
 * What tests ask of a world from outside: as customers through its endpoints, as an operator through the control API, and as an
 * auditor of the tables and the provider's ledger.
 */
import { randomUUID } from "node:crypto";

/** An item as DynamoDB writes it: an auditor reads the table itself, not through the code that wrote it. */
export type RawItem = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Order {
  readonly id: string;
  readonly status: string;
  readonly total: number;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

export interface Charge {
  readonly id: string;
  readonly orderId: string;
  readonly amount: number;
  readonly status: string;
}

export interface Ask {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string as it is. */
  readonly body?: unknown;
}

const TIMEOUT_MS = 20_000;
const PAGE_SIZE = 1_000;

export type WorldClient = ReturnType<typeof createWorldClient>;

export function createWorldClient(portBase: number) {
  const url = (offset: number) => `http://127.0.0.1:${portBase + offset}`;
  const urls = {
    global: url(0),
    regions: [url(1), url(2)],
    dynamodb: [url(101), url(102)],
    sqs: [url(201), url(202)],
    control: url(500),
    payments: url(600),
  };

  async function token(sub: string, role: "customer" | "operator" = "customer", expiresInS = 3_600): Promise<string> {
    const query = new URLSearchParams({ sub, role, expiresInS: String(expiresInS) });
    return (await ask<{ token: string }>(`${urls.control}/api/token?${query}`)).body.token;
  }

  /** All items of one region's table, read from its replica. */
  async function items(region: 0 | 1): Promise<readonly RawItem[]> {
    const found: RawItem[] = [];
    let start: unknown;
    do {
      const input = {
        TableName: "tandem-local-1",
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      };
      const page = await dynamodb<{ Items: RawItem[]; LastEvaluatedKey?: unknown }>(region, "Scan", input);
      found.push(...page.Items);
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return found;
  }

  async function dynamodb<T>(region: 0 | 1, action: string, input: object): Promise<T> {
    const answer = await ask<T>(urls.dynamodb[region] ?? "", {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${action}`,
        "x-amz-date": "20260101T000000Z",
        authorization:
          "AWS4-HMAC-SHA256 Credential=t/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
      },
      body: input,
    });
    if (answer.status !== 200) throw new Error(`${action} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async function charges(): Promise<readonly Charge[]> {
    const found: Charge[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page: Answer<{ items: Charge[]; next: number | null }> = await ask(
        `${urls.payments}/charges?limit=${PAGE_SIZE}&after=${after}`,
      );
      found.push(...page.body.items);
      after = page.body.next;
    }
    return found;
  }

  return {
    urls,
    ask,
    token,
    items,
    dynamodb,
    charges,
    place: (options: PlaceOrder) =>
      ask<Order>(`${options.at ?? urls.global}/orders`, {
        method: "POST",
        token: options.token,
        key: options.key ?? `test-${randomUUID()}`,
        body: { lines: options.lines },
        headers: options.headers ?? {},
      }),
    order: (options: { readonly id: string; readonly token: string; readonly at?: string | undefined }) =>
      ask<Order>(`${options.at ?? urls.global}/orders/${options.id}`, { token: options.token }),
    breakIt: (fault: object) => ask<{ id: string }>(`${urls.control}/api/faults`, { method: "POST", body: fault }),
    healAll: () => ask(`${urls.control}/api/faults`, { method: "DELETE" }),
  };
}

export interface PlaceOrder {
  readonly token: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly key?: string;
  /** An endpoint; the global one unless said otherwise. */
  readonly at?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask<T>(url: string, { method = "GET", token, key, headers = {}, body }: Ask = {}): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson && text !== "" ? JSON.parse(text) : text) as T,
  };
}
