import { generateKeyPairSync, sign } from "node:crypto";
import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorldProcess, runToEnd, type WorldProcess } from "./support/world-process.ts";

describe("a command", () => {
  test.each([
    ["start.ts", ["--frsh"], /Unknown option '--frsh'.*\nUsage: npm start.*--fresh/],
    ["start.ts", ["--speed", "fast"], /--speed is a number from .* to 1000, not "fast"/],
    ["start.ts", ["--port-base", "80"], /--port-base is a whole number from 1024 to/],
    ["start.ts", ["--state="], /--state is the name of a folder, not empty.*\nUsage: npm start/],
    ["start.ts", ["--speed", "3", "--speed", "4"], /Option '--speed' is given twice.*\nUsage: npm start/],
    ["start.ts", ["now"], /Unexpected argument 'now'/],
    ["check.ts", ["--only", "everything"], /no check "everything".*\nUsage: npm test.*types, lint/],
  ])("%s %j is refused with code 2 and at most two lines", async (script, args, message) => {
    const { code, output } = await runToEnd(script, args);

    expect(code).toBe(2);
    expect(output).toMatch(message);
    expect(output.trim().split("\n").length).toBeLessThanOrEqual(2);
  });

  test("asked for help says what it takes", async () => {
    const { code, output } = await runToEnd("start.ts", ["--help"]);

    expect(code).toBe(0);
    expect(output).toMatch(/--fresh.*--port-base N.*--state DIR.*--speed N/s);
  });
});

describe("the API", () => {
  let world: WorldProcess;
  let token: string;
  beforeAll(async () => {
    world = await createWorldProcess();
    await world.start();
    token = await world.client.token("ada");
  });
  afterAll(() => world.dispose());

  const LINES = [{ sku: "BELL", quantity: 1 }];
  const KEY = "a-key-of-enough-length";
  const post = (options: { token?: string | undefined; key?: string; body: unknown }) =>
    world.client.ask<{ type: string; errors?: { path: string }[] }>(`${world.client.urls.global}/orders`, {
      method: "POST",
      token,
      key: KEY,
      ...options,
    });

  test("answers a GET that came with a body as if it had none", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const body = "a body that nobody reads";
      const headers = { "Content-Length": body.length };
      const request = httpRequest(`${world.client.urls.global}/products`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on("error", reject);
      request.end(body);
    });

    expect(status).toBe(200);
  });

  test.each([
    ["malformed JSON", { body: "{" }, 400, "invalid-request"],
    ["an unknown field", { body: { lines: LINES, discount: 100 } }, 400, "invalid-request"],
    ["a wrong type", { body: { lines: [{ sku: "BELL", quantity: "1" }] } }, 400, "invalid-request"],
    ["an unknown sku", { body: { lines: [{ sku: "NO-SUCH", quantity: 1 }] } }, 400, "invalid-request"],
    ["no lines", { body: { lines: [] } }, 400, "invalid-request"],
    ["a body of 300 KB", { body: { lines: LINES, note: "x".repeat(300_000) } }, 413, "too-large"],
    ["a key that is too short", { key: "short", body: { lines: LINES } }, 400, "idempotency-key-invalid"],
    [
      "a key that is not ASCII",
      { key: "cl\u00e9-of-enough-length", body: { lines: LINES } },
      400,
      "idempotency-key-invalid",
    ],
    ["no token", { token: undefined, body: { lines: LINES } }, 401, "unauthenticated"],
    ["no token at all but words", { token: "let-me-in", body: { lines: LINES } }, 401, "unauthenticated"],
  ])("answers %s with a problem document", async (_, options, status, slug) => {
    const answer = await post(options);

    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer).toMatchObject({ status, body: { type: `urn:tandem:problem:${slug}`, status } });
    expect(JSON.stringify(answer.body)).not.toMatch(/at .*\.(ts|mjs):\d+|tandem-local-1/);
  });

  test("refuses a token that has expired, and one that somebody else signed", async () => {
    const expired = await world.client.token("ada", "customer", -60);
    const [header, payload] = token.split(".");
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const forged = sign("sha256", Buffer.from(`${header}.${payload}`), { key: privateKey, dsaEncoding: "ieee-p1363" });

    for (const bad of [expired, `${header}.${payload}.${forged.toString("base64url")}`]) {
      expect(await post({ token: bad, body: { lines: LINES } })).toMatchObject({ status: 401 });
    }
  });

  test("shows a customer nothing of another, and takes no operator's work from a customer", async () => {
    const { client } = world;
    const placed = await client.place({ token, lines: LINES });
    const other = await client.token("eve");

    expect((await client.order({ id: placed.body.id, token: other })).status).toBe(404);
    const product = { sku: "FREE", name: "Free", price: 1 };
    expect(
      (await client.ask(`${client.urls.global}/products`, { method: "POST", token: other, body: product })).status,
    ).toBe(403);
  });

  test("asks for the region of a restock on the global endpoint, and knows it on a regional one", async () => {
    const { client } = world;
    const operator = await client.token("op", "operator");
    const restock = (url: string | undefined, key: string, body: object) =>
      client.ask(`${url}/stock/BELL/restock`, { method: "POST", token: operator, key, body });

    expect(await restock(client.urls.global, "restock-without-region", { quantity: 1 })).toMatchObject({ status: 400 });
    expect(await restock(client.urls.regions[0], "restock-east-no-region", { quantity: 1 })).toMatchObject({
      status: 200,
    });
    expect(
      await restock(client.urls.regions[0], "restock-west-in-east", { quantity: 1, region: "us-west-2" }),
    ).toMatchObject({
      status: 421,
      body: { type: "urn:tandem:problem:wrong-region" },
    });
  });

  test("lost nothing by all that: what was well asked still works", async () => {
    expect((await post({ body: { lines: LINES } })).status).toBe(201);
  });
});
