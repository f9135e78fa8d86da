import { contentId, region } from "@tandem/kernel";
import { formatStamp } from "@tandem/replication";
import type { OrderCopy } from "@tandem/shop";
import { expect, it } from "vitest";
import { createCopyKeeper } from "./copy-keeper.ts";
import { COPIES_PATH, SIGNATURE_NAME, signCopy } from "./copy-request.ts";
import { createKeyRing } from "./key-ring.ts";
import { BODY_BYTES_MAX } from "./require-json.ts";
import { createTestApp, ORDER, problemOf, TEST_KEY, type TestApp } from "./testing/app-on-memory.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const ORDER_ID = contentId("ord", ["ada", "an order of the west's"]);
const OLD = { id: "old", secret: "the key that was there before this one" };
const ring = createKeyRing([TEST_KEY]);

/** An order of the west's, as the east is asked to keep it. */
const COPY: OrderCopy = {
  region: WEST,
  stamp: formatStamp({ ms: Date.UTC(2026, 10, 21), counter: 0, region: WEST }),
  order: {
    orderId: ORDER_ID,
    customer: "ada",
    lines: [{ sku: "TEA", quantity: 1, price: 450 }],
    total: 450,
    currency: "USD",
    fingerprint: "of what was sent",
  },
};

function send(app: TestApp, signed: { readonly body: string; readonly headers: Readonly<Record<string, string>> }) {
  return app.request(COPIES_PATH, { method: "POST", ...signed });
}

it("what a region has signed for this one is kept, and sent again kept again", async () => {
  const app = await createTestApp();
  await app.stockTea(1);
  const signed = signCopy(COPY, { ring, clock: app.clock, to: EAST });

  expect([(await send(app, signed)).status, (await send(app, signed)).status]).toEqual([200, 200]);
  expect(await app.shop.order({ orderId: ORDER_ID, customer: "ada" })).toMatchObject({ region: WEST, total: 450 });
});

it("nothing else is: no signature, another body, another region's, another key's, an old one, one from the future", async () => {
  const app = await createTestApp();
  await app.stockTea(1);
  const { clock } = app;
  const right = signCopy(COPY, { ring, clock, to: EAST });
  const at = (ms: number) => signCopy(COPY, { ring, clock: { nowMs: () => clock.nowMs() + ms }, to: EAST });
  const signature = right.headers[SIGNATURE_NAME] ?? "";
  const wrong = [
    { ...right, headers: {} },
    { ...right, body: right.body.replace("450", "1") },
    signCopy(COPY, { ring, clock, to: WEST }),
    signCopy(COPY, { ring: createKeyRing([{ ...OLD, id: TEST_KEY.id }]), clock, to: EAST }),
    signCopy(COPY, { ring: createKeyRing([OLD]), clock, to: EAST }),
    at(-61_000),
    at(61_000),
    { ...right, headers: { [SIGNATURE_NAME]: signature.replace(/^\d+/, (time) => String(Number(time) + 1)) } },
    { ...right, headers: { [SIGNATURE_NAME]: "x" } },
    // A customer's token is no region's signature, and neither is a session.
    { ...right, headers: { Authorization: `Bearer ${await app.token({ role: "operator" })}` } },
    { ...right, headers: { [SIGNATURE_NAME]: `${clock.nowMs()}.${ring.sign("session", right.body)}` } },
  ];

  for (const request of wrong) {
    const answer = await send(app, request);
    expect(answer.status).toBe(401);
    expect(await problemOf(answer)).toMatchObject({ type: "urn:tandem:problem:unauthenticated" });
  }
  expect(await app.shop.order({ orderId: ORDER_ID, customer: "ada" })).toBeUndefined();
});

it("a signed request that is no copy, or too large, is not kept either", async () => {
  const app = await createTestApp();
  const bad = { ...COPY, order: { ...COPY.order, lines: [{ sku: "TEA", quantity: 0.5, price: 450 }] } };
  const large = { ...COPY, order: { ...COPY.order, customer: "x".repeat(BODY_BYTES_MAX) } };

  expect((await send(app, signCopy(bad, { ring, clock: app.clock, to: EAST }))).status).toBe(401);
  expect((await send(app, signCopy(large, { ring, clock: app.clock, to: EAST }))).status).toBe(413);
});

it("while keys are changed both are valid, whichever of them a region signs with", () => {
  const before = createKeyRing([OLD]);
  const during = [createKeyRing([OLD, TEST_KEY]), createKeyRing([TEST_KEY, OLD])];
  const after = createKeyRing([TEST_KEY]);

  for (const each of during) {
    for (const other of [before, after, ...during]) {
      expect(each.verifies("copy", "text", other.sign("copy", "text"))).toBe(true);
    }
  }
  expect(after.verifies("copy", "text", before.sign("copy", "text"))).toBe(false);
  expect(after.verifies("session", "text", after.sign("copy", "text"))).toBe(false);
});

it("a keeper tells a copy that is kept from every other answer", async () => {
  const clock = { nowMs: () => 0 };
  const keeper = (status: number) => createCopyKeeper({ api: { region: WEST, post: async () => status }, ring, clock });

  await expect(keeper(200).keep(COPY)).resolves.toBeUndefined();
  for (const status of [401, 404, 500, 503]) {
    await expect(keeper(status).keep(COPY)).rejects.toMatchObject({ code: "unavailable" });
  }
});

it("what stands here under the same key and says something else is no copy", async () => {
  const app = await createTestApp();
  await app.stockTea(5);
  const { id } = (await (await app.post("/orders", ORDER)).json()) as { id: string };
  const other = { ...COPY, order: { ...COPY.order, orderId: id } };

  const answer = await send(app, signCopy(other, { ring, clock: app.clock, to: EAST }));

  expect(answer.status).toBe(503);
  expect((await problemOf(answer)).detail).toContain("another order under this key");
});
