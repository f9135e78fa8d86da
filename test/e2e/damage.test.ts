import { closeSync, cpSync, openSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorldProcess, runToEnd, type WorldProcess } from "./support/world-process.ts";

let world: WorldProcess;
let token: string;
let id: string;
beforeAll(async () => {
  world = await createWorldProcess({ speed: 10 });
  await world.start();
  token = await world.client.token("ada");
  id = (await world.client.place({ token, lines: [{ sku: "BELL", quantity: 1 }] })).body.id;
  await world.stop();
  cpSync(world.stateDirectory, sound(), { recursive: true });
});
afterAll(async () => {
  await world.dispose();
});

/** A copy of the state, beside it, so that it goes with it. */
const sound = () => `${world.stateDirectory}-sound`;

function writeIntoTheMiddle(file: string): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, Buffer.alloc(16_384, 0xa7), 0, 16_384, Math.floor(statSync(file).size / 2));
  closeSync(descriptor);
}

const remove = (file: string) => rmSync(file);
const empty = (file: string) => truncateSync(file);
const scribble = (file: string) => writeFileSync(file, "coffee");
const keyless = (file: string) => writeFileSync(file, "{}");

test.each([
  ["us-east-1/dynamodb/engine.db", "deleted", remove],
  ["us-east-1/dynamodb/engine.db", "emptied", empty],
  ["us-west-2/dynamodb/engine.db", "overwritten in the middle", writeIntoTheMiddle],
  ["us-east-1/dynamodb/journal.db", "deleted", remove],
  ["us-west-2/dynamodb/journal.db", "overwritten in the middle", writeIntoTheMiddle],
  ["us-east-1/stream-checkpoint", "overwritten", scribble],
  ["payments/ledger.sqlite", "deleted", remove],
  ["auth/signing-key.json", "deleted", remove],
  ["auth/signing-key.json", "replaced by what nobody foresaw", keyless],
])("%s, %s, is refused in two lines with code 2, and restoring the file mends it", async (name, _, damage) => {
  const file = join(world.stateDirectory, name);
  damage(file);

  const { code, output } = await runToEnd("start.ts", args());

  expect(output).toContain("--fresh");
  expect(output).not.toMatch(/^ +at /m);
  const lines = output.trimEnd().split("\n").slice(-2);
  expect(lines[0], output).toMatch(/^The (state of this )?world /);
  expect(lines[0], output).toMatch(name.startsWith("auth") ? /key/ : file);
  expect(code).toBe(2);
  cpSync(join(sound(), name), file);
  expect(await world.start().then(() => world.client.order({ id, token }))).toMatchObject({
    status: 200,
    body: { id },
  });
  await world.stop();
});

test("a whole region that is gone is given everything again by the other", async () => {
  rmSync(join(world.stateDirectory, "us-east-1"), { recursive: true });

  await world.start();

  const at = world.client.urls.regions[0];
  expect((await world.client.ask(`${at}/orders/${id}`, { token })).status).toBe(200);
});

function args(): readonly string[] {
  return ["--state", world.stateDirectory, "--port-base", String(world.portBase), "--speed", "10"];
}
