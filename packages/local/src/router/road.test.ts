import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openRoad } from "./road.ts";

async function start(handler: RequestListener) {
  const server = createServer(handler);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const road = await openRoad(port);
  onTestFinished(async () => {
    await road.close();
    server.closeAllConnections();
    server.close();
  });
  return { road, server, direct: `http://127.0.0.1:${port}` };
}

test("what is asked of the peer arrives, and its answer comes back", async () => {
  const { road } = await start((request, response) => response.writeHead(404).end(`${request.method} ${request.url}`));

  const answer = await fetch(`${road.url}/products?limit=1`);

  expect([answer.status, await answer.text()]).toEqual([404, "GET /products?limit=1"]);
});

test("while it is cut nothing passes this way, and everything any other way", async () => {
  const { road, direct } = await start((_, response) => response.end("ok"));
  road.setCut(true);

  await expect(fetch(road.url)).rejects.toThrow();
  expect((await fetch(direct)).status).toBe(200);

  road.setCut(false);
  expect((await fetch(road.url)).status).toBe(200);
});

test("what is under way when it is cut breaks", async () => {
  const { road } = await start(() => road.setCut(true));

  await expect(fetch(road.url)).rejects.toThrow();
});

test("a peer that breaks the connection is a broken connection here", async () => {
  const { road } = await start((request) => request.socket.destroy());

  await expect(fetch(road.url)).rejects.toThrow();
});
