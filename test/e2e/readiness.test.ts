import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

const EAST = "us-east-1";
const WEST = "us-west-2";
/** A verdict is a second old at most at this speed, and a busy machine takes a while to reach one. */
const BOUND_MS = 60_000;

interface WorldAnswer {
  readonly regions: readonly {
    readonly id: string;
    readonly ready: boolean;
    readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>;
  }[];
}

let world: WorldProcess;
beforeAll(async () => {
  world = await createWorldProcess({ speed: 10 });
  await world.start();
});
afterEach(async () => {
  await world.client.healAll();
  await untilReady(0);
  await untilReady(1);
});
afterAll(() => world.dispose());

async function get(region: 0 | 1, path: string, method = "GET") {
  const response = await fetch(`${world.client.urls.regions[region]}${path}`, { method });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** The first lines of `/readyz` until it says what is expected. */
async function untilSays(region: 0 | 1, status: number, beginning: string) {
  return await eventually({
    what: `/readyz of region ${region} is ${status} and begins with ${JSON.stringify(beginning)}`,
    look: () => get(region, "/readyz"),
    holds: (answer) => answer.status === status && answer.body.startsWith(beginning),
    boundMs: BOUND_MS,
  });
}

const untilReady = (region: 0 | 1) => untilSays(region, 200, `ready ${region === 0 ? EAST : WEST}\n`);

/** What the control API says of a region, once it is as ready as expected. */
async function untilSnapshot(id: string, isReady: boolean) {
  return await eventually({
    what: `${id} is ${isReady ? "" : "not "}ready in the control API`,
    look: async () => {
      const { body } = await world.client.ask<WorldAnswer>(`${world.client.urls.control}/api/world`);
      return body.regions.find((each) => each.id === id);
    },
    holds: (snapshot) => snapshot?.ready === isReady,
    boundMs: BOUND_MS,
  });
}

test("a region that is well says so, in a header, and to the control API", async () => {
  const { headers } = await untilReady(0);

  expect(headers.get("tandem-region")).toBe(EAST);
  expect(headers.get("tandem-request-id")).toMatch(/./);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(await untilSnapshot(EAST, true)).toMatchObject({
    checks: {
      "table-read": { ok: true },
      "table-write": { ok: true },
      hostname: { ok: true },
      "api-invoke": { ok: true },
    },
  });
});

describe("what makes a region unready", () => {
  test("a table that is down; and the peer stays ready, and it heals", async () => {
    await world.client.breakIt({ kind: "table-down", region: EAST });

    await untilSays(0, 503, `failing in ${EAST}: table-read, table-write\n`);
    const snapshot = await untilSnapshot(EAST, false);
    const peer = await get(1, "/readyz");
    await world.client.healAll();
    await untilReady(0);

    expect(snapshot?.checks["table-write"]?.ok).toBe(false);
    expect(peer.status).toBe(200);
  });

  test("a table that takes no writes, since a peer may take them", async () => {
    await world.client.breakIt({ kind: "table-read-only", region: EAST });

    const { body, headers } = await untilSays(0, 503, `failing in ${EAST}: table-write\n`);

    expect(body).toContain("table-read: ok");
    expect(headers.get("retry-after")).toMatch(/^\d+$/);
    expect(body).not.toContain("tandem-local");
  });

  test("an API that fails whatever it is asked", async () => {
    await world.client.breakIt({ kind: "function-crash", region: EAST, function: "api", rate: 1 });

    await untilSays(0, 503, `failing in ${EAST}: hostname, api-invoke\n`);
  });

  test("a readiness function that crashes: it says nothing, which is not ready", async () => {
    await world.client.breakIt({ kind: "function-crash", region: EAST, function: "readiness", rate: 1 });

    expect((await get(0, "/readyz")).status).toBe(500);
    expect(await untilSnapshot(EAST, false)).toMatchObject({ checks: { readyz: { ok: false } } });
  });

  test("a region that is down", async () => {
    await world.client.breakIt({ kind: "region-down", region: EAST });

    await expect(get(0, "/readyz")).rejects.toThrow();
    expect(await untilSnapshot(EAST, false)).toMatchObject({ checks: { readyz: { ok: false } } });
    await untilSnapshot(WEST, true);
  });
});

test("a table that throttles everybody makes no region unready: overload moves no traffic", async () => {
  await world.client.breakIt({ kind: "table-errors", region: EAST, rate: 1, error: "throttle" });

  const { body } = await eventually({
    what: "a verdict that has seen the throttle",
    look: () => get(0, "/readyz"),
    holds: (answer) => answer.body.includes("is busy"),
    boundMs: BOUND_MS,
  });

  expect(body).toMatch(new RegExp(`^ready ${EAST}\n`));
});

test("the queue and the payment provider move no traffic either", async () => {
  await world.client.breakIt({ kind: "queue-down", region: EAST });
  await world.client.breakIt({ kind: "payment-down" });
  const first = await get(0, "/readyz");

  // The next verdict, which is another one by the times in it, was reached with both away.
  const { body } = await eventually({
    what: "another verdict",
    look: () => get(0, "/readyz"),
    holds: (answer) => answer.body !== first.body,
    boundMs: BOUND_MS,
  });

  expect(body).toMatch(new RegExp(`^ready ${EAST}\n`));
});

describe("/evacuated", () => {
  test("says that nobody is, and who does not exist", async () => {
    expect(await get(0, `/evacuated/${WEST}`)).toMatchObject({ status: 404, body: `${WEST} is not evacuated\n` });
    expect((await get(0, `/evacuated/${WEST}`, "HEAD")).status).toBe(404);
    expect((await get(0, "/evacuated/eu-west-1")).body).toContain(`${EAST}, ${WEST}`);
  });

  test("says which restriction evacuates a peer, for as long as it could take that peer's customers", async () => {
    await restrict("rst_one", EAST);
    const answer = await get(1, `/evacuated/${EAST}`);
    await world.client.breakIt({ kind: "table-read-only", region: WEST });
    await untilSays(1, 503, "failing");
    const unready = await get(1, `/evacuated/${EAST}`);

    expect(answer).toMatchObject({ status: 200, body: `evacuated ${EAST} rst_one\n` });
    expect(unready).toMatchObject({ status: 503, body: `cannot tell: ${WEST} fails table-write\n` });
    expect((await get(0, `/evacuated/${WEST}`)).status).toBe(503);
    await untilReady(0);
  });
});

/** As an operator's word stands in the west's replica, and soon in both. */
async function restrict(id: string, subject: string): Promise<void> {
  const text = (value: string) => ({ S: value });
  const data = { subject: text(subject), kind: text("evacuated"), reason: text("a drill"), by: text("ada") };
  await world.client.dynamodb(1, "PutItem", {
    TableName: "tandem-local-1",
    Item: {
      pk: text("RESTRICTIONS"),
      sk: text(`RESTRICT#${id}#${WEST}`),
      kind: text("fact"),
      v: { N: "1" },
      region: text(WEST),
      stamp: text(`2026-11-21T12:00:00.000Z/0000/${WEST}`),
      commitId: text(`cmt_${id}`),
      data: { M: data },
    },
  });
  await eventually({
    what: "the restriction in both regions",
    look: async () => (await get(0, `/evacuated/${WEST}`)).headers.get("tandem-mode"),
    holds: (mode) => mode === "evacuated",
  });
}
