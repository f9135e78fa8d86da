import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { below, createSeededRandom } from "@tandem/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Accepted, expectEachSettledOnce, shelves, untilAlike, untilAtRest } from "./support/audit.ts";
import { eventually } from "./support/eventually.ts";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

const SEED = Number(process.env["TANDEM_KILL_SEED"] ?? 20_261_121);
/** Killed engines come back in tens of milliseconds, a killed world in seconds: so there are many of the one and few of the other. */
const ENGINE_KILLS = 240;
const WORLD_KILLS = 6;
const PAUSE_MS_MAX = 300;
/** What the sample catalog puts on both shelves together. */
const STOCKED = { BELL: 800, MAP: 1_000, LAMP: 300 } as const;
const SKUS = Object.keys(STOCKED) as (keyof typeof STOCKED)[];
const BUYERS = 4;

let world: WorldProcess;
beforeAll(async () => {
  world = await createWorldProcess({ speed: 30 });
  await world.start();
});
afterAll(() => world.dispose());

test("engines, functions and the world are killed at random points, and every accepted order is settled exactly once", async () => {
  console.log(`seed ${SEED}; another with TANDEM_KILL_SEED`);
  const random = createSeededRandom(SEED);
  const { client } = world;
  const token = await client.token("ada", "customer", 36_000);
  const accepted: Accepted[] = [];
  let isBuying = true;

  /** Asks with the same key until there is an answer, as a patient client does. */
  async function buy(at: string, sku: string): Promise<void> {
    const key = randomUUID();
    await eventually({
      what: `an answer to the order with key ${key}`,
      look: async () => {
        const { status, body } = await client.place({ token, key, at, lines: [{ sku, quantity: 1 }] });
        if (status === 201) accepted.push({ id: body.id, token });
        return status;
      },
      holds: (status) => status === 201,
      boundMs: 120_000,
    });
  }
  async function keepBuying(buyer: number): Promise<void> {
    for (let count = buyer; isBuying; count += 1) {
      const at = client.urls.regions[count % 2] ?? client.urls.global;
      await buy(at, SKUS[count % SKUS.length] ?? "BELL");
    }
  }

  await crashFunctions(world);
  const buying = Promise.all(Array.from({ length: BUYERS }, (_, buyer) => keepBuying(buyer)));
  for (let kill = 1; kill <= ENGINE_KILLS; kill += 1) {
    const pids = world.enginePids();
    const pid = pids[below(random, Math.max(pids.length, 1))];
    if (pid !== undefined) killQuietly(pid);
    if (kill % (ENGINE_KILLS / WORLD_KILLS) === 0) {
      await world.kill();
      await world.start();
      await crashFunctions(world);
    }
    await sleep(below(random, PAUSE_MS_MAX));
  }
  isBuying = false;
  await client.healAll();
  await buying;

  await untilAtRest(client);
  const orders = await expectEachSettledOnce(client, accepted);
  const items = await untilAlike(client);
  for (const sku of SKUS) {
    const sold = orders.filter(({ status, lines }) => status === "paid" && lines[0]?.sku === sku).length;
    expect((shelves(items).get(sku) ?? 0) + sold, `${sku} on the shelf and sold`).toBe(STOCKED[sku]);
  }
  console.log(
    `${accepted.length} orders accepted under ${ENGINE_KILLS} kills of engines and ${WORLD_KILLS} of the world`,
  );
  expect(accepted.length).toBeGreaterThan(BUYERS);
});

/** Each function's environments are killed in the middle of one event in ten. */
async function crashFunctions({ client }: WorldProcess): Promise<void> {
  for (const region of ["us-east-1", "us-west-2"]) {
    for (const name of ["api", "on-table-change", "on-message", "tick"]) {
      const { status } = await client.breakIt({ kind: "function-crash", region, function: name, rate: 0.1 });
      expect(status).toBe(201);
    }
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It was killed a moment ago and is being started again.
  }
}
