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
  const [token = "", place = "", list = "", part = "", heal = ""] = blocks();
  const shell = async (...commands: string[]) =>
    (await run("bash", ["-euo", "pipefail", "-c", commands.join("\n")])).stdout;
  // Without the token in between, each block's output is its own.
  const withToken = token.split("\n")[0] ?? "";

  expect(await shell(token)).toContain('"sku":"BELL"');
  expect(await shell(withToken, place)).toContain('"status":"placed"');
  await untilAtRest(world.client);
  expect(await shell(withToken, list)).toContain('"status":"paid"');
  const apart = await shell(withToken, part);
  expect(apart.match(/"id":"ord_/g)).toHaveLength(2);
  const [, east, west] = (await shell(withToken, heal)).split('{"items"');
  expect(east?.match(/"id":"ord_/g)?.length).toBe(west?.match(/"id":"ord_/g)?.length);
  expect(west?.match(/"id":"ord_/g)).toHaveLength(3);
});
