import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createManualClock, createSeededRandom, HOUR_MS, type ManualClock, MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPace } from "../world/pace.ts";
import { createPaymentProvider, type PaymentProvider } from "./payment-provider.ts";

let directory: string;
let clock: ManualClock;
let provider: PaymentProvider;
const start = (speed = 1) =>
  createPaymentProvider({
    port: 0,
    directory,
    pace: createPace(speed),
    clock,
    random: createSeededRandom(clock.nowMs()),
  });

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "tandem-payments-"));
  clock = createManualClock();
  provider = await start();
});
afterEach(async () => {
  await provider.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Answer {
  readonly id?: string;
  readonly errors?: readonly { readonly path: string }[];
}

async function post(path: string, key: string | undefined, body: unknown): Promise<{ status: number; body: Answer }> {
  const headers = { "content-type": "application/json", ...(key === undefined ? {} : { "idempotency-key": key }) };
  const response = await fetch(provider.url + path, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}
const charge = (key: string, orderId = "ord_1", amount = 1_200) => post("/charges", key, { orderId, amount });
const charges = async (orderId = "ord_1") =>
  ((await (await fetch(`${provider.url}/charges?orderId=${orderId}`)).json()) as { items: unknown[] }).items;

describe("a charge", () => {
  test("is taken once, and answered the same to every request with its key, also at once", async () => {
    const answers = await Promise.all(Array.from({ length: 32 }, () => charge("key-1")));

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      status: 201,
      body: { orderId: "ord_1", amount: 1_200, status: "charged", key: "key-1" },
    });
    expect(await charges()).toHaveLength(1);
  });

  test("with a key that was used with other parameters is a conflict, and nothing is taken", async () => {
    await charge("key-1");

    const other = await charge("key-1", "ord_1", 999);

    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({ error: "key-reused", message: expect.stringContaining("nothing was done") });
    expect(await charges()).toHaveLength(1);
  });

  test("of an amount that ends in 13 cents is declined, remembered and listed as declined", async () => {
    const first = await charge("key-1", "ord_1", 1_013);
    const again = await charge("key-1", "ord_1", 1_013);

    expect(first).toMatchObject({ status: 402, body: { status: "declined", amount: 1_013 } });
    expect(again).toEqual(first);
    expect(await charges()).toEqual([first.body]);
  });

  test.each([
    ["no key", undefined, { orderId: "ord_1", amount: 1 }, "Idempotency-Key"],
    ["malformed JSON", "key-1", "{", "body"],
    ["a missing field", "key-1", { orderId: "ord_1" }, "amount"],
    ["a wrong type", "key-1", { orderId: "ord_1", amount: "12" }, "amount"],
    ["an amount of nothing", "key-1", { orderId: "ord_1", amount: 0 }, "amount"],
    ["an unknown field", "key-1", { orderId: "ord_1", amount: 1, tip: 2 }, "tip"],
  ])("with %s is refused with 400 that names the field", async (_, key, body, field) => {
    const answer = await post("/charges", key, body);

    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map(({ path }) => path)).toContain(field);
    expect(await charges()).toEqual([]);
  });

  test("with a body beyond all measure is refused", async () => {
    expect((await post("/charges", "key-1", JSON.stringify({ orderId: "x".repeat(300_000), amount: 1 }))).status).toBe(
      413,
    );
  });
});

describe("a key", () => {
  test("is remembered for a day, and is as good as new after", async () => {
    await charge("key-1");

    clock.advance(23 * HOUR_MS);
    await charge("key-1");
    expect(await charges()).toHaveLength(1);

    clock.advance(2 * HOUR_MS);
    await charge("key-1");
    expect(await charges()).toHaveLength(2);
  });

  test("lives as much shorter as the world runs faster", async () => {
    await provider.close();
    provider = await start(24);
    await charge("key-1");

    clock.advance(2 * HOUR_MS);
    await charge("key-1");

    expect(await charges()).toHaveLength(2);
  });

  test("that is a minute old is forgotten at once when the provider is told to forget, and a younger one is not", async () => {
    await charge("key-1");
    clock.advance(MINUTE_MS + 1);
    await charge("key-2", "ord_2");

    provider.forgetKeys();
    await charge("key-1");
    await charge("key-2", "ord_2");

    expect(await charges()).toHaveLength(2);
    expect(await charges("ord_2")).toHaveLength(1);
  });

  test("outlives whoever is at work with it, however fast the world and forgetful the provider", async () => {
    await provider.close();
    provider = await start(1_000);
    provider.faults.forgets = true;
    await charge("key-1");

    clock.advance(29 * SECOND_MS);
    await charge("key-1");
    expect(await charges()).toHaveLength(1);

    clock.advance(2 * SECOND_MS);
    await charge("key-1");
    expect(await charges()).toHaveLength(2);
  });
});

describe("a refund", () => {
  test("names its charge, is given once per key, and never gives back more than was taken", async () => {
    const taken = await charge("key-1");
    const refund = (key: string) => post("/refunds", key, { orderId: "ord_1", amount: 1_200 });

    const first = await refund("refund-1");
    const again = await refund("refund-1");
    const more = await refund("refund-2");

    expect(first).toMatchObject({ status: 201, body: { chargeId: taken.body.id, amount: 1_200 } });
    expect(again).toEqual(first);
    expect(more).toMatchObject({ status: 422, body: { error: "nothing-to-refund" } });
  });
});

describe("a provider that misbehaves", () => {
  test("refuses or hangs up when it is down, and takes nothing", async () => {
    provider.faults.isDown = true;

    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        charge(`key-${n}`).then(
          ({ status }) => status,
          () => "hung up",
        ),
      ),
    );
    provider.faults.isDown = false;

    expect(answers.sort()).toEqual([503, 503, "hung up", "hung up"]);
    expect(await charges()).toEqual([]);
  });

  test("does the work of a caller who gave up, when it is slow", async () => {
    provider.faults.slowMs = 400;
    const body = JSON.stringify({ orderId: "ord_1", amount: 5 });

    const headers = { "idempotency-key": "key-1" };
    await expect(
      fetch(`${provider.url}/charges`, { method: "POST", headers, body, signal: AbortSignal.timeout(300) }),
    ).rejects.toThrow();
    provider.faults.slowMs = 0;

    expect(await charges()).toHaveLength(1);
  });
});
