import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { region } from "@tandem/kernel";
import { afterEach, expect, test } from "vitest";
import { machineClock } from "./machine.ts";
import { type PeerProbe, probePeer } from "./peer-probe.ts";

const WEST = region("us-west-2");
const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function peerThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function probe(baseUrl: string, timeoutMs = 10_000): Promise<PeerProbe> {
  return probePeer({ peer: WEST, baseUrl, clock: machineClock, timeoutMs });
}

function answering(status: number, body: string): RequestListener {
  return (_, response) => void response.writeHead(status).end(body);
}

test("a peer that lists its products answers, and how long that took is told", async () => {
  const asked: IncomingMessage[] = [];
  const url = await peerThat((request, response) => {
    asked.push(request);
    response.end('{"items":[],"next":null}');
  });

  const seen = await probe(url);

  expect(seen).toMatchObject({ peer: WEST, answers: true, why: undefined });
  expect(seen.latencyMs).toBeGreaterThanOrEqual(0);
  expect(asked.map(({ method, url: path }) => `${method} ${path}`)).toEqual(["GET /products?limit=1"]);
});

test("it keeps no connection from one run to the next, which a freeze in between would leave dead", async () => {
  const asked: IncomingMessage[] = [];
  const url = await peerThat((request, response) => {
    asked.push(request);
    response.end('{"items":[]}');
  });

  await probe(url);

  expect(asked.map(({ headers }) => headers.connection)).toEqual(["close"]);
});

test("a peer that sends customers away for a while answers, but not how long an answer takes", async () => {
  const seen = await probe(await peerThat(answering(429, "{}")));

  expect(seen).toEqual({ peer: WEST, answers: true, latencyMs: undefined, why: "it has too many requests" });
});

test.each([
  ["an error", 503, '{"items":[]}', "it answered 503"],
  ["a refusal of something in between", 403, '{"message":"Forbidden"}', "it answered 403"],
  ["a page of somebody else's", 200, "<html>parked</html>", "it answered 200"],
  ["another document", 200, '{"message":"hello"}', "it answered 200"],
])("a peer that answers with %s does not answer customers", async (_, status, body, why) => {
  expect(await probe(await peerThat(answering(status, body)))).toEqual({
    peer: WEST,
    answers: false,
    latencyMs: undefined,
    why,
  });
});

test("a peer that sends elsewhere is not followed", async () => {
  const elsewhere = await peerThat(answering(200, '{"items":[]}'));
  const url = await peerThat(
    (_, response) => void response.writeHead(302, { Location: `${elsewhere}/products` }).end(),
  );

  expect(await probe(url)).toMatchObject({ answers: false, why: "it answered 302" });
});

test("a peer that is silent, or begins an answer and never ends it, is given up on", async () => {
  const silent = await peerThat(() => undefined);
  const halting = await peerThat((_, response) => void response.writeHead(200).write('{"items":['));

  for (const url of [silent, halting])
    expect(await probe(url, 200)).toMatchObject({
      answers: false,
      latencyMs: undefined,
      why: expect.stringContaining("timeout"),
    });
});

test("an address where nobody listens is a peer that does not answer, and no fault of ours", async () => {
  const url = await peerThat(() => undefined);
  await Promise.all(stops.splice(0).map((stop) => stop()));

  expect(await probe(url)).toMatchObject({ answers: false, why: expect.stringContaining("ECONNREFUSED") });
});
