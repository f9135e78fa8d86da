import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { region, regionList } from "@tandem/kernel";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HttpServer } from "../world/http-server.ts";
import { createGlobalEndpoint } from "./global-endpoint.ts";
import { nearestFirst } from "./places.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
let servers: Server[];
let url: Record<string, string>;
let answer: RequestListener;
let endpoint: HttpServer;

beforeEach(async () => {
  servers = [];
  url = {};
  for (const name of [EAST, WEST]) {
    const server = createServer((request, response) => {
      response.setHeader("tandem-region", name);
      answer(request, response);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(server);
    url[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  answer = (_, response) => response.end("here");
  endpoint = await createGlobalEndpoint({
    port: 0,
    route: (place) => {
      const region = nearestFirst(place, [WEST, EAST])[0] ?? EAST;
      return { region, url: url[region] ?? "" };
    },
  });
});
afterEach(async () => {
  await endpoint.close();
  for (const server of servers) server.close().closeAllConnections();
});

const from = (place: string | undefined, init: RequestInit = {}) =>
  fetch(`${endpoint.url}/orders?limit=2`, {
    ...init,
    headers: { ...init.headers, ...(place === undefined ? {} : { "x-client-place": place }) },
  });

describe("the global endpoint", () => {
  test.each([
    ["us-east", EAST],
    ["us-west", WEST],
    [undefined, EAST],
  ])("sends a client at %s to %s", async (place, expected) => {
    expect((await from(place)).headers.get("tandem-region")).toBe(expected);
  });

  test("refuses a place that is none, naming those there are", async () => {
    const response = await from("moon");

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("us-east or us-west") });
  });

  test("passes method, path, host, headers and body on, and adds nothing that a region could mistake", async () => {
    let seen:
      | { method?: string | undefined; url?: string | undefined; headers: IncomingMessage["headers"]; body: string }
      | undefined;
    answer = async (request, response) => {
      const chunks = await request.toArray();
      seen = {
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      response
        .writeHead(
          201,
          [
            ["set-cookie", "a=1"],
            ["set-cookie", "b=2"],
          ].flat(),
        )
        .end();
    };

    const response = await from("us-east", { method: "POST", body: "für alle", headers: { "idempotency-key": "k" } });

    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(seen).toMatchObject({ method: "POST", url: "/orders?limit=2", body: "für alle" });
    expect(seen?.headers).toMatchObject({ "idempotency-key": "k", host: new URL(endpoint.url).host });
    expect(
      Object.keys(seen?.headers ?? {}).filter(
        (name) => name.startsWith("x-") || name === "via" || name === "forwarded",
      ),
    ).toEqual([]);
  });

  test.each(["OPTIONS *", "GET http://us-east-1.example/orders", "CONNECT us-east-1.example:443"])(
    "answers %s itself with 400, since it is sent on only what is a path",
    async (line) => {
      const socket = connect(Number(new URL(endpoint.url).port), "127.0.0.1");
      socket.write(`${line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);

      const text = (await socket.toArray()).join("");

      expect(text).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json.*the request's target is a path/is);
      expect(text).not.toContain("tandem-region");
    },
  );

  test("streams both ways: the answer begins before the request has ended", async () => {
    answer = (request, response) => request.pipe(response);
    const socket = connect(Number(new URL(endpoint.url).port), "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n");

    let text = "";
    for await (const chunk of socket) {
      text += chunk;
      if (text.includes("one") && !text.includes("two")) socket.write("3\r\ntwo\r\n0\r\n\r\n");
      if (text.includes("two")) break;
    }

    expect(text).toMatch(/one.*two/s);
  });

  test("answers 502 with a problem when the region does not answer", async () => {
    servers[0]?.close().closeAllConnections();

    const response = await from("us-east");

    expect(response.status).toBe(502);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
    const problem = await response.json();
    expect(problem).toMatchObject({
      type: "urn:tandem:problem:bad-gateway",
      status: 502,
      detail: expect.stringContaining("us-east-1 does not answer"),
    });
    expect(JSON.stringify(problem)).not.toMatch(/ECONN|UND_ERR/);
  });

  test("cuts the connection when the region breaks off in the middle, so that half an answer is never taken for one", async () => {
    answer = (_, response) => {
      response.write("half");
      setTimeout(() => response.destroy(), 20);
    };

    await expect(from("us-east").then((response) => response.text())).rejects.toThrow();
  });
});

test("regions that nobody measured are far from everywhere, in the order of the list", () => {
  const regions = regionList(["sa-east-1", "ap-south-1", "us-west-2"]);

  expect(nearestFirst("us-east", regions)).toEqual(["us-west-2", "sa-east-1", "ap-south-1"]);
});
