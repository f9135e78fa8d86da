import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createSeededRandom } from "@tandem/kernel";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPace } from "../world/pace.ts";
import { WorldRefusal } from "../world/refusal.ts";
import { createPaymentProvider } from "./payment-provider.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tandem-ledger-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = () =>
  createPaymentProvider({
    port: 0,
    directory,
    pace: createPace(1),
    clock: { nowMs: () => Date.now() },
    random: createSeededRandom(2),
  });

test("the ledger survives kill -9, and answers the same key the same", async () => {
  const script = fileURLToPath(new URL("./fixtures/killed-provider.ts", import.meta.url));
  const child = spawn(process.execPath, [script, directory], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const body = JSON.stringify({ orderId: "ord_9", amount: 700 });
  const request = { method: "POST", headers: { "idempotency-key": "key-9" }, body };
  const before = await (await fetch(`${url}/charges`, request)).json();

  child.kill("SIGKILL");
  await once(child, "exit");
  const provider = await start();
  const after = await (await fetch(`${provider.url}/charges`, request)).json();
  await provider.close();

  expect(after).toEqual(before);
});

test("a damaged ledger is refused by name, and left as it is", async () => {
  const damage = "this was a ledger once, before the coffee; ".repeat(50);
  writeFileSync(join(directory, "ledger.sqlite"), damage);

  const opening = start();

  await expect(opening).rejects.toThrow(WorldRefusal);
  await expect(opening).rejects.toThrow(/ledger\.sqlite.*\n.*--fresh/);
  expect(readFileSync(join(directory, "ledger.sqlite"), "utf8")).toBe(damage);
});
