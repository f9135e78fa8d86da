/** A region as the gates meet it, over real HTTP: well, unless a test says what is wrong with it and from when on. */
import { createServer } from "node:http";

export interface PlayedAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PlayedRegion {
  readonly url: string;
  readonly requests: readonly string[];
  /** Answers in place of the region, when it answers at all; asked for each request, as `GET /readyz`. */
  play(answer: (request: string, count: number) => PlayedAnswer | "cut" | undefined): void;
  close(): Promise<void>;
}

export async function playRegion(region: string): Promise<PlayedRegion> {
  const requests: string[] = [];
  let played: Parameters<PlayedRegion["play"]>[0] = () => undefined;
  const server = createServer((request, response) => {
    const name = `${request.method} ${request.url}`;
    const count = requests.filter((each) => each === name).length;
    requests.push(name);
    const isSignedIn = request.headers.authorization !== undefined;
    const answer = played(name, count) ?? wellAnswer(name, region, isSignedIn);
    request.resume();
    if (answer === "cut") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, {
      "content-type": "application/json",
      "tandem-region": region,
      ...answer.headers,
    });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    requests,
    play(answer) {
      played = answer;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function wellAnswer(name: string, region: string, isSignedIn: boolean): PlayedAnswer {
  switch (name) {
    case "GET /readyz":
      return { status: 200, body: `ready ${region} at 03:00` };
    case "GET /products":
      return { status: 200, body: JSON.stringify({ items: [{ sku: "BELL" }], next: null }) };
    case "GET /openapi.json":
      return { status: 200, body: JSON.stringify({ openapi: "3.1.0", paths: { "/products": {} } }) };
    case "POST /orders":
      return isSignedIn ? { status: 201, body: JSON.stringify({ id: "ord_1", status: "placed" }) } : REFUSAL;
    case "GET /orders/ord_1":
      return { status: 200, body: JSON.stringify({ id: "ord_1", status: "paid" }) };
    case "POST /orders/ord_1/cancel":
      return { status: 200, body: JSON.stringify({ id: "ord_1", status: "refund-due" }) };
    default:
      return { status: 404, body: "{}" };
  }
}

const REFUSAL: PlayedAnswer = {
  status: 401,
  headers: { "content-type": "application/problem+json" },
  body: JSON.stringify({ type: "urn:tandem:problem:unauthenticated", status: 401 }),
};
