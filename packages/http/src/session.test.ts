import { createManualClock, region } from "@tandem/kernel";
import { createMemoryRegionTable, formatStamp, type PeerTable } from "@tandem/replication";
import { expect, it } from "vitest";
import { createKeyRing } from "./key-ring.ts";
import { decodeSession, encodeSession, SESSION_LENGTH_MAX } from "./session-token.ts";
import { createTestApp, ORDER, problemOf, TEST_KEY } from "./testing/app-on-memory.ts";

const WEST = region("us-west-2");
/** Paths whose answers carry a session, as whoever has a cart and a profile asks them. */
const READS = ["/orders", "/cart", "/profile"] as const;

async function createApp() {
  const peer = createMemoryRegionTable({ region: WEST, clock: createManualClock() });
  const app = await createTestApp({ peers: new Map<typeof WEST, PeerTable>([[WEST, peer]]) });
  await app.stockTea(5);
  const get = async (path: string, session: string, sub = "ada") =>
    app.request(path, {
      headers: { Authorization: `Bearer ${await app.token({ sub })}`, "Tandem-Session": session },
    });
  return { ...app, get };
}

it("each answer about what is a customer's own carries a session, which every other takes", async () => {
  const app = await createApp();
  const placed = await app.post("/orders", ORDER);
  let session = placed.headers.get("Tandem-Session") ?? "";

  for (const path of [...READS, placed.headers.get("Location") ?? ""]) {
    const answer = await app.get(path, session);
    expect(answer.status).toBe(200);
    session = answer.headers.get("Tandem-Session") ?? "";
    expect(session).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(answer.headers.get("Tandem-Stale")).toBeNull();
  }
});

it("a session is short however much its customer does, and says nothing of who he is or what he does", async () => {
  const app = await createApp();
  let session = "";
  for (let count = 0; count < 12; count += 1) {
    const headers = { "Idempotency-Key": `a key of its own: ${count + 10}`, "Tandem-Session": session };
    const answer = await app.post("/cart/lines", { sku: "TEA", quantity: 1 }, headers);
    session = answer.headers.get("Tandem-Session") ?? "";
  }

  expect(session.length).toBeLessThan(SESSION_LENGTH_MAX / 2);
  expect(Buffer.from(session.split(".")[0] ?? "", "base64url").toString()).not.toMatch(/ada|TEA|CART/);
});

it("somebody else's session, a forged one, half of one and one that is too long are refused with a sentence", async () => {
  const app = await createApp();
  const session = (await app.post("/orders", ORDER)).headers.get("Tandem-Session") ?? "";
  const [text = "", key = "", code = ""] = session.split(".");
  const forged = Buffer.from(text, "base64url").toString().replace("us-east-1", "us-west-2");
  const wrong: readonly (readonly [sub: string, session: string])[] = [
    ["bob", session],
    ["ada", `${Buffer.from(forged).toString("base64url")}.${key}.${code}`],
    ["ada", `${text}.other.${code}`],
    ["ada", text],
    ["ada", `${session}.x`],
    ["ada", "x".repeat(SESSION_LENGTH_MAX + 1)],
    ["ada", "not a session"],
  ];

  for (const path of READS) {
    for (const [sub, sent] of wrong) {
      const answer = await app.get(path, sent, sub);
      expect(answer.status).toBe(400);
      expect(await problemOf(answer)).toMatchObject({
        type: "urn:tandem:problem:invalid-request",
        detail: expect.stringMatching(/^Tandem-Session .*: leave it out to begin a new one\.$/),
        errors: [{ path: "Tandem-Session" }],
      });
    }
  }
});

it("a refused session refuses a write before it is done", async () => {
  const app = await createApp();

  const refused = await app.post("/orders", ORDER, { "Tandem-Session": "not a session" });
  const orders = (await (await app.get("/orders", "")).json()) as { items: readonly unknown[] };

  expect([refused.status, orders.items]).toEqual([400, []]);
});

it("who writes where his last writes have not arrived is told that what he is shown may be older", async () => {
  const app = await createApp();
  const elsewhere = encodeSession(createKeyRing([TEST_KEY]), "ada", {
    shown: new Map([[WEST, formatStamp({ ms: app.clock.nowMs(), counter: 0, region: WEST })]]),
    written: [],
  });
  const headers = { "Tandem-Session": elsewhere };

  const added = await app.post("/cart/lines", { sku: "TEA", quantity: 1 }, headers);
  const placed = await app.post("/orders", ORDER, headers);
  const repeated = await app.post("/orders", ORDER, headers);

  const said = [added, placed, repeated].map((answer) => [answer.status, answer.headers.get("Tandem-Stale")]);
  expect(said).toEqual([
    [200, "possible"],
    [201, null],
    [201, "possible"],
  ]);
});

it("who asks to be forgotten is given a session, so that no other region shows what it has not heard is void", async () => {
  const app = await createApp();
  const authorization = { Authorization: `Bearer ${await app.token()}` };
  const forgotten = await app.request("/profile", { method: "DELETE", headers: authorization });
  const session = forgotten.headers.get("Tandem-Session") ?? "";

  const decoded = decodeSession(createKeyRing([TEST_KEY]), "ada", session);

  expect(forgotten.status).toBe(200);
  expect(decoded).toMatchObject({ written: [{}, {}] });
});
