import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

const EAST = "us-east-1";
const WEST = "us-west-2";
/** Nothing of the east's arrives in the west while a test looks. */
const LAG = { kind: "replication-lag", from: EAST, to: WEST, ms: 60_000 };
const PARTITION = { kind: "partition", regions: [EAST, WEST] };
/** All that a region has of them. */
const POSTERS = { sku: "POSTER", quantity: 3 };
let world: WorldProcess;
let ada: string;
let bob: string;
beforeAll(async () => {
  world = await createWorldProcess({ speed: 10 });
  await world.start();
  ada = await world.client.token("ada");
  bob = await world.client.token("bob");
});
afterEach(() => world.client.healAll());
afterAll(() => world.dispose());

interface Wanted {
  readonly sku: string;
  readonly quantity: number;
  readonly key?: string;
  readonly retry?: string;
}

async function placeIn(region: 0 | 1, { sku, quantity, key, retry }: Wanted) {
  const { client } = world;
  const lines = [{ sku, quantity }];
  const headers = retry === undefined ? {} : { "Tandem-Retry": retry };
  return await client.place({ token: ada, lines, at: client.urls.regions[region], headers, ...(key && { key }) });
}

const readInWest = (id: string, token: string) => world.client.order({ id, token, at: world.client.urls.regions[1] });

test("an order that is on its way is shown by the region it has not reached, and to nobody else", async () => {
  await world.client.breakIt(LAG);
  const { body } = await placeIn(0, { sku: "MAP", quantity: 1 });

  const shown = await readInWest(body.id, ada);

  expect([shown.status, shown.body.id, shown.headers.get("Tandem-Stale")]).toEqual([200, body.id, null]);
  expect((await readInWest(body.id, bob)).status).toBe(404);
});

test("while the regions are apart it may be there and is not found, and found when they are not", async () => {
  await world.client.breakIt(LAG);
  const { body: split } = await world.client.breakIt(PARTITION);
  const { body } = await placeIn(0, { sku: "MAP", quantity: 1 });

  const missing = await readInWest(body.id, ada);
  await world.client.ask(`${world.client.urls.control}/api/faults/${split.id}`, { method: "DELETE" });

  expect([missing.status, missing.headers.get("Tandem-Stale")]).toEqual([404, "possible"]);
  await eventually({
    what: "the order, looked up in the east",
    look: async () => (await readInWest(body.id, ada)).status,
    holds: (status) => status === 200,
  });
});

test("a retry whose first answer was lost is not refused while the region it came from is silent", async () => {
  await world.client.breakIt(LAG);
  const { body: split } = await world.client.breakIt(PARTITION);
  const key = "posters-whose-answer-is-lost";
  const retry = () => placeIn(1, { ...POSTERS, retry: EAST, key });
  const { body } = await placeIn(0, { ...POSTERS, key });
  expect((await placeIn(1, POSTERS)).status).toBe(201);

  const undecided = await retry();
  await world.client.ask(`${world.client.urls.control}/api/faults/${split.id}`, { method: "DELETE" });

  expect(undecided.status).toBe(503);
  expect(undecided.body).toMatchObject({ type: "urn:tandem:problem:undecidable" });
  expect(undecided.headers.get("Retry-After")).not.toBeNull();
  const answered = await eventually({
    what: "an answer to the retry",
    look: retry,
    holds: ({ status }) => status !== 503,
  });
  expect([answered.status, answered.body.id]).toEqual([201, body.id]);
  expect((await placeIn(1, { ...POSTERS, retry: "unknown" })).status).toBe(409);
});
