import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

/**
 * In a history the place of the adapter that speaks HTTP is taken by the simulated provider's port, and `no-key-on-charge` breaks that one. So
 * the same carelessness is tried here on the adapter itself: what goes over the wire shows it.
 */
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const ADAPTER = "packages/payments/src/http-payments.ts";
const KEYLESS = {
  name: "no-key-over-http",
  story: "Each try of a charge has a key of its own.",
  file: ADAPTER,
  edits: [
    {
      find: 'post("charges", orderId, { orderId, amount })',
      replace: 'post("charges", crypto.randomUUID(), { orderId, amount })',
    },
  ],
};

let keys: (string | string[] | undefined)[] = [];
const server = createServer((request, response) => {
  keys.push(request.headers["idempotency-key"]);
  response.writeHead(503).end();
});

beforeEach(async () => {
  keys = [];
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Charges one order twice in a process of its own, with or without the edit; gives what it said, which is nothing if all went well. */
async function chargeTwice(isMutated: boolean): Promise<string> {
  const loader = new URL("./load-mutant.ts", import.meta.url).href;
  const { port } = server.address() as AddressInfo;
  const program = `
    import { loadMutant } from ${JSON.stringify(loader)};
    if (${isMutated}) loadMutant(${JSON.stringify(KEYLESS)}, ${JSON.stringify(ROOT)});
    const { createHttpPayments } = await import(${JSON.stringify(pathToFileURL(`${ROOT}${ADAPTER}`).href)});
    const payments = createHttpPayments({ baseUrl: "http://127.0.0.1:${port}" });
    for (const _ of [1, 2]) await payments.charge({ orderId: "ord_1", amount: 500 });`;
  const child = spawn(process.execPath, [
    "--disable-warning=ExperimentalWarning",
    "--input-type=module",
    "-e",
    program,
  ]);
  return await text(child.stderr);
}

test("two tries of a charge bear one key over the wire, and with the mutant two", async () => {
  expect(await chargeTwice(false)).toBe("");
  expect(keys).toEqual(["ord_1", "ord_1"]);

  keys = [];
  expect(await chargeTwice(true)).toBe("");
  expect(new Set(keys).size).toBe(2);
});
