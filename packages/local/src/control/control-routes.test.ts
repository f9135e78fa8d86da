import { statSync, writeFileSync } from "node:fs";
import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ControlUnderTest, createControlUnderTest, EAST } from "./fixtures/control-under-test.ts";
import { createTokenIssuer } from "./token-issuer.ts";

let control: ControlUnderTest;
beforeEach(async () => {
  control = await createControlUnderTest();
});
afterEach(() => control.close());

describe("a token", () => {
  const token = async (query: string) => (await control.ask("GET", `/api/token?${query}`)).body.token;

  test("is verified with the public keys alone, and says who and in what role", async () => {
    const keys = createLocalJWKSet(control.tokens.publicKeys);

    const { payload } = await jwtVerify(await token("sub=ada&role=operator&expiresInS=60"), keys, {
      algorithms: ["ES256"],
    });

    expect(payload).toMatchObject({ sub: "ada", role: "operator" });
    expect(JSON.stringify(control.tokens.publicKeys)).not.toContain('"d"');
  });

  test("may have expired already, for those who test that", async () => {
    const expired = await token("sub=ada&expiresInS=-10");

    await expect(jwtVerify(expired, createLocalJWKSet(control.tokens.publicKeys))).rejects.toThrow(/exp/);
  });

  test("is a customer's when nothing else is asked for", async () => {
    expect(decodeJwt(await token("sub=ada"))).toMatchObject({ role: "customer" });
  });

  test.each(["", "sub=", "sub=ada&role=king", "sub=ada&expiresInS=soon", "sub=ada&admin=1"])(
    "is refused for %j, by name",
    async (query) => {
      const answer = await control.ask("GET", `/api/token?${query}`);

      expect(answer.status).toBe(400);
      expect(answer.body.errors[0]?.path).toMatch(/sub|role|expiresInS|admin/);
    },
  );

  test("of before a restart is good after it, and the key is its owner's alone", async () => {
    const before = await token("sub=ada");

    const restarted = await createTokenIssuer({ path: control.keyPath, nowMs: () => Date.now() });

    await expect(jwtVerify(before, createLocalJWKSet(restarted.publicKeys))).resolves.toBeDefined();
    expect(statSync(control.keyPath).mode & 0o077).toBe(0);
  });

  test("is not made from a damaged key, which is named", async () => {
    writeFileSync(control.keyPath, "{");

    await expect(createTokenIssuer({ path: control.keyPath, nowMs: () => 0 })).rejects.toThrow(
      /key\.json.*\n.*--fresh/,
    );
  });
});

test("the stream tells what was missed, what happens, and the world", async () => {
  control.events.add({ text: "before" });
  control.events.add({ text: "missed" });
  const gone = new AbortController();
  const response = await control.routes.request("/api/events", {
    headers: { "last-event-id": "1" },
    signal: gone.signal,
  });
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const readUntil = async (wanted: string) => {
    while (!text.includes(wanted)) text += (await reader.read()).value ?? "";
  };

  await readUntil("event: world");
  control.events.add({ region: EAST, text: "happens" });
  await readUntil("happens");
  await reader.cancel();

  expect(text).toContain("missed");
  expect(text).not.toContain("before");
  expect(text).toContain(`"faults":[]`);
});

test("what is not there points to what is", async () => {
  const answer = await control.ask("GET", "/");

  expect(answer.status).toBe(404);
  expect(JSON.stringify(answer.body)).toContain("/api/world");
});
