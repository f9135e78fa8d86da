import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { untilAtRest } from "./support/audit.ts";
import { createWorldProcess, ROOT, type WorldProcess } from "./support/world-process.ts";

const run = promisify(execFile);
let world: WorldProcess;
beforeAll(async () => {
  world = await createWorldProcess();
  await world.start();
});
afterAll(() => world.dispose());

/** The README's commands, only with the ports of this test's world. */
function blocks(): readonly string[] {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const found = [...readme.matchAll(/^```sh\n([^`]*)^```$/gm)].map((match) => match[1] ?? "");
  return found.map((block) => block.replace(/\b4(\d{3})\b/g, (_, offset) => String(world.portBase + Number(offset))));
}

test("the requests of the README work as they are printed, and what it says of them is so", async () => {
  const [people = "", place = "", list = "", part = "", heal = ""] = blocks();
  const shell = async (block: string) => {
    const { stdout } = await run("bash", ["-euo", "pipefail", "-c", `${people}\n${block}`]);
    return stdout.trim().split("\n");
  };

  const [catalog, placed] = await shell(place);
  expect(catalog).toContain('"sku":"BELL"');
  expect(placed).toContain('"status":"placed"');
  await untilAtRest(world.client);
  expect((await shell(list)).at(-1)).toContain('"status":"paid"');
  const apart = await shell(part);
  expect(apart.slice(0, -1).filter((line) => /"id":"ord_.*"status":"placed"/.test(line))).toHaveLength(2);
  expect(apart.at(-1)).toContain('"status":"refund-due"');
  const [, ...answers] = await shell(heal);
  const [orders = "", cart, product, ...others] = answers;
  expect(orders.match(/"id":"ord_/g)).toHaveLength(3);
  expect(orders).toContain('"status":"refunded"');
  expect(cart).toContain('"sku":"SADDLE","quantity":2');
  expect(product).toContain(`Saddle, as ${world.portBase + 2} was told`);
  expect(others.slice(0, 2)).toEqual([orders, cart]);
  // It is told in the background: on a busy machine not before the last command asked.
  const conflicts = async () => (await shell(heal.trim().split("\n").at(-1) ?? ""))[0];
  await expect.poll(conflicts, { timeout: 30_000 }).toContain('"kind":"product-field","subject":"SADDLE name"');
  expect(await conflicts()).toContain(`Saddle, as ${world.portBase + 1} was told`);
});
