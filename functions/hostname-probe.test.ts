import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { probeHostname } from "./hostname-probe.ts";

/** A server on a port of its own, and how many connections were made to it. */
async function serve(handler: RequestListener) {
  let connections = 0;
  const server = createServer(handler).on("connection", () => {
    connections += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const paths: (string | undefined)[] = [];
  server.on("request", ({ url: path }) => paths.push(path));
  return { url, paths, connectionCount: () => connections };
}

const signal = AbortSignal.timeout(30_000);

test.each([200, 301, 404, 429])("an answer of %i is an answer", async (status) => {
  const { url, paths } = await serve((_, response) => response.writeHead(status).end());

  await probeHostname(url, signal);

  expect(paths).toEqual(["/healthz"]);
});

test("an answer of 503 says that there is too much to do", async () => {
  const { url } = await serve((_, response) => response.writeHead(503).end());

  await expect(probeHostname(url, signal)).rejects.toMatchObject({ code: "throttled" });
});

test.each([500, 502, 504])("an answer of %i says that the API is away", async (status) => {
  const { url } = await serve((_, response) => response.writeHead(status).end());

  await expect(probeHostname(url, signal)).rejects.toMatchObject({ code: "unavailable" });
});

test("a connection that is cut says that the API is away", async () => {
  const { url } = await serve((request) => request.socket.destroy());

  await expect(probeHostname(url, signal)).rejects.toMatchObject({ code: "unavailable" });
});

test("each probe connects anew, since that is to be found out", async () => {
  const { url, connectionCount } = await serve((_, response) => response.end());

  await probeHostname(url, signal);
  await probeHostname(url, signal);

  expect(connectionCount()).toBe(2);
});

test("who is given up on stops asking", async () => {
  const given = new AbortController();
  const { url } = await serve(() => given.abort());

  await expect(probeHostname(url, given.signal)).rejects.toMatchObject({ code: "unavailable" });
});
