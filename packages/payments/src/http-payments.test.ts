import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createHttpPayments } from "./http-payments.ts";

/** For tests that wait for it to pass; the others have the adapter's own, so that a busy machine fails none of them. */
const SHORT_TIMEOUT_MS = 100;
const CHARGED = { id: "chg_1", orderId: "ord_1", amount: 1_200, status: "charged" };
const DECLINED = { ...CHARGED, status: "declined" };
const REFUNDED = { id: "ref_1", orderId: "ord_1", chargeId: "chg_1", amount: 1_200 };
const ORDER = { orderId: "ord_1", amount: 1_200 };

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly key: string | string[] | undefined;
  readonly body: string;
}

let server: Server;
let asked: Asked[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  asked = [];
  answer = json(201, CHARGED);
  server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method, url, headers } = request;
  asked.push({ method, url, key: headers["idempotency-key"], body: Buffer.concat(chunks).toString() });
  answer(response);
}

function json(status: number, body: unknown): (response: ServerResponse) => void {
  return (response) => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

function payments(options: { readonly timeoutMs?: number } = {}): ReturnType<typeof createHttpPayments> {
  const { port } = server.address() as AddressInfo;
  return createHttpPayments({ baseUrl: `http://127.0.0.1:${port}`, ...options });
}

test("a charge carries the order's id as its key, so that asking twice takes once", async () => {
  await payments().charge(ORDER);
  await payments().charge(ORDER);

  const expected = { method: "POST", url: "/charges", key: "ord_1", body: JSON.stringify(ORDER) };
  expect(asked).toEqual([expected, expected]);
});

test("201 is charged and 402 is declined, each with what the provider says it took", async () => {
  expect(await payments().charge(ORDER)).toEqual({ kind: "charged", chargeId: "chg_1", amount: 1_200 });
  answer = json(402, DECLINED);
  expect(await payments().charge(ORDER)).toEqual({ kind: "declined", chargeId: "chg_1", amount: 1_200 });
  answer = json(201, { ...CHARGED, amount: 900 });
  expect(await payments().charge(ORDER)).toEqual({ kind: "charged", chargeId: "chg_1", amount: 900 });
});

test("409 says that the key was used with another amount, and what was taken is looked up", async () => {
  answer = json(409, { title: "key used" });
  expect(await payments().charge(ORDER)).toEqual({ kind: "key-used-otherwise" });

  answer = json(200, { items: [DECLINED, { ...CHARGED, id: "chg_2", amount: 900 }] });
  expect(await payments().findCharge("ord_1")).toEqual({ kind: "charged", chargeId: "chg_2", amount: 900 });
  expect(asked.at(-1)).toMatchObject({ method: "GET", url: "/charges?orderId=ord_1" });
});

test("a look-up tells nothing taken from only declined, and both from not knowing", async () => {
  answer = json(200, { items: [] });
  expect(await payments().findCharge("ord_1")).toEqual({ kind: "none" });
  answer = json(200, { items: [DECLINED] });
  expect(await payments().findCharge("ord_1")).toMatchObject({ kind: "declined" });
  answer = json(503, {});
  expect(await payments().findCharge("ord_1")).toMatchObject({ kind: "later", why: expect.stringContaining("503") });
  answer = json(200, [CHARGED]);
  expect(await payments().findCharge("ord_1")).toMatchObject({ kind: "later" });
});

test("another order's charge is never taken for this one's, whatever the provider answers", async () => {
  const another = { ...CHARGED, orderId: "ord_2" };

  answer = json(201, another);
  expect(await payments().charge(ORDER)).toMatchObject({ kind: "later" });
  answer = json(200, { items: [another] });
  expect(await payments().findCharge("ord_1")).toEqual({ kind: "none" });
});

test.each([
  ["an error of the provider", json(500, { title: "oops" })],
  ["too many requests", json(429, {})],
  ["a status that does not say", json(200, CHARGED)],
  ["a success that was declined", json(201, DECLINED)],
  ["a refusal that was charged", json(402, CHARGED)],
  ["a body that is no charge", json(201, { id: "chg_1" })],
  ["an amount that is no whole number", json(201, { ...CHARGED, amount: "1200" })],
  ["a body that is no JSON", (response: ServerResponse) => void response.writeHead(201).end("<html>")],
  ["an answer that breaks off", (response: ServerResponse) => void response.destroy()],
])("%s is no clear answer: the work waits", async (_, unclear) => {
  answer = unclear;

  expect(await payments().charge(ORDER)).toMatchObject({ kind: "later" });
});

test("a refund carries a key of its own, made of the order's id, so that asking twice gives back once", async () => {
  answer = json(201, REFUNDED);

  const refunded = [await payments().refund(ORDER), await payments().refund(ORDER)];

  const expected = { method: "POST", url: "/refunds", key: "refund:ord_1", body: JSON.stringify(ORDER) };
  expect(asked).toEqual([expected, expected]);
  expect(refunded[0]).toEqual({ kind: "refunded", refundId: "ref_1", amount: 1_200 });
});

test("a refund's key that was used otherwise, and a charge that has nothing left, are told apart from what may work later", async () => {
  answer = json(409, { error: "key-reused" });
  expect(await payments().refund(ORDER)).toEqual({ kind: "key-used-otherwise" });
  answer = json(422, { error: "nothing-to-refund" });
  expect(await payments().refund(ORDER)).toEqual({ kind: "nothing-left" });
});

test("a refund is found by its order, and another order's is not this one's", async () => {
  answer = json(200, { items: [{ ...REFUNDED, orderId: "ord_2" }, REFUNDED] });
  expect(await payments().findRefund("ord_1")).toEqual({ kind: "refunded", refundId: "ref_1", amount: 1_200 });
  expect(asked).toMatchObject([{ method: "GET", url: "/refunds?orderId=ord_1" }]);
  expect(await payments().findRefund("ord_3")).toEqual({ kind: "none" });
  answer = json(201, { ...REFUNDED, orderId: "ord_2" });
  expect(await payments().refund(ORDER)).toMatchObject({ kind: "later" });
});

test.each([
  ["an error of the provider", json(500, {})],
  ["a status that does not say", json(200, REFUNDED)],
  ["a body that is no refund", json(201, { id: "ref_1" })],
  ["a body that is no JSON", (response: ServerResponse) => void response.writeHead(201).end("<html>")],
])("%s is no clear answer about a refund: the work waits", async (_, unclear) => {
  answer = unclear;

  expect(await payments().refund(ORDER)).toMatchObject({ kind: "later" });
  answer = json(500, {});
  expect(await payments().findRefund("ord_1")).toMatchObject({ kind: "later" });
});

test("a provider that is too slow is left, and the work waits", async () => {
  answer = () => undefined;

  const result = await payments({ timeoutMs: SHORT_TIMEOUT_MS }).charge(ORDER);

  expect(result).toMatchObject({ kind: "later", why: expect.stringContaining("did not answer") });
});

test("a provider whose answer begins and never ends is left too", async () => {
  answer = (response) => void response.writeHead(201).write('{"id":');

  expect(await payments({ timeoutMs: SHORT_TIMEOUT_MS }).charge(ORDER)).toMatchObject({ kind: "later" });
});

test("a provider that refuses the connection leaves the work waiting", async () => {
  const closed = payments();
  await new Promise((resolve) => server.close(resolve));

  expect(await closed.charge(ORDER)).toMatchObject({ kind: "later" });
  expect(await closed.findCharge("ord_1")).toMatchObject({ kind: "later" });
});
