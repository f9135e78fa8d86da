import { afterAll, beforeAll, expect, test } from "vitest";
import { expectEachSettledOnce, untilAlike, untilAtRest } from "./support/audit.ts";
import { eventually } from "./support/eventually.ts";
import { createWorldProcess, runToEnd, type WorldProcess } from "./support/world-process.ts";

let world: WorldProcess;
let token: string;
beforeAll(async () => {
  world = await createWorldProcess({ speed: 10 });
  await world.start();
  token = await world.client.token("ada");
});
afterAll(() => world.dispose());

const bells = (quantity: number) => [{ sku: "BELL", quantity }];

test("an order placed through the global endpoint is paid and readable from the other region", async () => {
  const { client } = world;
  const placed = await client.place({ token, lines: bells(2) });
  expect(placed.status).toBe(201);
  expect(placed.headers.get("tandem-region")).toBe("us-east-1");
  const { id } = placed.body;

  const paid = await eventually({
    what: "the order is paid, seen from the west",
    look: () => client.order({ id, token, at: client.urls.regions[1] }),
    holds: ({ body }) => body.status === "paid",
  });

  expect(paid.headers.get("tandem-region")).toBe("us-west-2");
  expect(paid.body).toMatchObject({ id, total: 2_900, lines: [{ sku: "BELL", quantity: 2 }] });
  expect((await client.charges()).filter(({ orderId }) => orderId === id)).toHaveLength(1);
});

test("the same key is the same order in either region, and with another payload a refusal", async () => {
  const { client } = world;
  const key = "the-same-key-twice-1";
  const first = await client.place({ token, key, lines: bells(1) });
  await eventually({
    what: "the order arrives in the west",
    look: () => client.order({ id: first.body.id, token, at: client.urls.regions[1] }),
    holds: ({ status }) => status === 200,
  });

  const again = await client.place({ token, key, lines: bells(1), headers: { "x-client-place": "us-west" } });
  const other = await client.place({ token, key, lines: bells(3) });

  expect(again.body.id).toBe(first.body.id);
  expect(other).toMatchObject({ status: 422, body: { type: "urn:tandem:problem:idempotency-key-reused" } });
});

test("an order whose amount the provider declines is declined, and gives its stock back once", async () => {
  const { client } = world;
  const stock = async () =>
    (await client.ask<{ available: number }>(`${client.urls.global}/products/LAMP`)).body.available;
  const before = await stock();

  const { body } = await client.place({ token, lines: [{ sku: "LAMP", quantity: 1 }] });
  const [order] = await expectEachSettledOnce(client, [{ id: body.id, token }]);
  await untilAtRest(client);

  expect(order?.status).toBe("declined");
  expect(await stock()).toBe(before);
});

test("what is not there in the asked quantity is refused with what is available where", async () => {
  const { client } = world;

  const refused = await client.place({ token, lines: [{ sku: "POSTER", quantity: 900 }] });

  expect(refused).toMatchObject({
    status: 409,
    body: { type: "urn:tandem:problem:out-of-stock", lines: [{ sku: "POSTER", requested: 900 }] },
  });
});

test("another world on the same state is refused with the pid and the port of this one", async () => {
  const second = await runToEnd("start.ts", ["--state", world.stateDirectory, "--port-base", "3100"]);

  expect(second.code).toBe(2);
  expect(second.output).toMatch(new RegExp(`process ${world.pid}, on port ${world.portBase}`));
});

test("another world on the same ports is refused with the port and the way out", async () => {
  const second = await runToEnd("start.ts", [
    "--state",
    `${world.stateDirectory}-2`,
    "--port-base",
    String(world.portBase),
  ]);

  expect(second.code).toBe(2);
  expect(second.output).toMatch(new RegExp(`Port ${world.portBase}.*--port-base`, "s"));
});

test("stopped and started again, everything is still there, nothing is charged twice, and no process is left behind", async () => {
  const { client } = world;
  const orders = await Promise.all([1, 2, 3].map(() => client.place({ token, lines: bells(1) })));
  const engines = world.enginePids();
  expect(engines).toHaveLength(5);

  expect(await world.stop()).toBe(0);
  expect(engines.filter(isAlive)).toEqual([]);
  await world.start();

  await expectEachSettledOnce(
    client,
    orders.map(({ body }) => ({ id: body.id, token })),
  );
  await untilAtRest(client);
  await untilAlike(client);
  const { body } = await client.ask<{ items: unknown[] }>(`${client.urls.global}/products`);
  expect(body.items).toHaveLength(6);
});

test("kill -9 of the world leaves no engine behind", async () => {
  const engines = world.enginePids();

  await world.kill();

  await eventually({
    what: "the engines end",
    look: () => engines.filter(isAlive),
    holds: (alive) => alive.length === 0,
  });
  await world.start();
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
