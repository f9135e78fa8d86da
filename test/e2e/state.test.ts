import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorld } from "@tandem/local";
import { freePortBase } from "@tandem/scripts/free-port-base";
import { afterEach, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { createWorldClient } from "./support/world-client.ts";
import { createWorldProcess, ROOT, runToEnd, type WorldProcess } from "./support/world-process.ts";

let world: WorldProcess | undefined;
afterEach(async () => {
  await world?.dispose();
  world = undefined;
});

/** The same store as the command uses, which two worlds may share. */
const BUNDLES = join(ROOT, "node_modules", ".cache", "bundles");
const BELL = [{ sku: "BELL", quantity: 1 }];

test("damaged state is refused by its file's name and left alone; mended, everything is still there; --fresh begins again", async () => {
  world = await createWorldProcess({ speed: 10 });
  const { client, stateDirectory } = world;
  await world.start();
  const token = await client.token("ada");
  const { id } = (await client.place({ token, lines: BELL })).body;
  await world.stop();
  const database = join(stateDirectory, "us-west-2", "dynamodb", "engine.db");
  copyFileSync(database, `${database}.sound`);
  writeFileSync(database, "coffee");

  const args = ["--state", stateDirectory, "--port-base", String(world.portBase)];
  const refused = await runToEnd("start.ts", args);

  expect(refused.code).toBe(2);
  expect(refused.output).toContain(database);
  expect(refused.output).toContain("--fresh");
  expect(readFileSync(database, "utf8")).toBe("coffee");

  copyFileSync(`${database}.sound`, database);
  await world.start();
  expect((await client.order({ id, token })).body.id).toBe(id);
  await world.stop();

  await world.start("--fresh");

  expect((await client.order({ id, token: await client.token("ada") })).status).toBe(404);
  expect(existsSync(`${database}.sound`)).toBe(false);
});

test("two worlds live in one process, and know nothing of each other", async () => {
  const directory = mkdtempSync(join(tmpdir(), "tandem-two-worlds-"));
  const worlds = await Promise.all(
    ["one", "other"].map(async (name) => {
      const portBase = await freePortBase(2);
      const made = createWorld({
        root: ROOT,
        stateDirectory: join(directory, name),
        bundleDirectory: BUNDLES,
        portBase,
        speed: 10,
      });
      return { made, client: createWorldClient(portBase) };
    }),
  );
  try {
    await Promise.all(worlds.map(({ made }) => made.start()));
    const [one, other] = worlds.map(({ client }) => client) as [
      ReturnType<typeof createWorldClient>,
      ReturnType<typeof createWorldClient>,
    ];
    const token = await one.token("ada");
    const { id } = (await one.place({ token, lines: BELL })).body;
    await eventually({
      what: "it is paid",
      look: () => one.order({ id, token }),
      holds: ({ body }) => body.status === "paid",
    });

    expect((await other.order({ id, token: await other.token("ada") })).status).toBe(404);
    expect((await other.order({ id, token })).status).toBe(401);
    expect(await other.charges()).toEqual([]);
  } finally {
    await Promise.all(worlds.map(({ made }) => made.close()));
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
});
