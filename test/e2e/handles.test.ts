import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

const EAST = "us-east-1";
const WEST = "us-west-2";
const PARTITION = { kind: "partition", regions: [EAST, WEST] };
let world: WorldProcess;
let ada: string;
let bob: string;
beforeAll(async () => {
  world = await createWorldProcess();
  await world.start();
  ada = await world.client.token("ada");
  bob = await world.client.token("bob");
});
afterEach(() => world.client.healAll());
afterAll(() => world.dispose());

interface Shown {
  readonly handle: string;
  readonly owner: string;
  readonly type: string;
}

function at(region: 0 | 1, handle: string): string {
  return `${world.client.urls.regions[region]}/handles/${handle}`;
}

async function claim(region: 0 | 1, handle: string, token: string) {
  return await world.client.ask<Shown>(at(region, handle), { method: "PUT", token });
}

async function read(region: 0 | 1, handle: string, token: string) {
  return await world.client.ask<Shown>(at(region, handle), { token });
}

async function expectClaimed(name: string): Promise<void> {
  const rivals = [
    [0, ada],
    [1, bob],
  ] as const;

  const answers = await Promise.all(rivals.map(([region, token]) => claim(region, name, token)));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  for (const [index, [, token]] of rivals.entries()) {
    const owner = answers[index]?.status === 200 ? "me" : "other";
    for (const region of [0, 1] as const)
      expect((await read(region, name, token)).body).toEqual({ handle: name, owner });
  }
}

test("of two who claim a handle at once, one in each region, one has it, and both regions say so at once", async () => {
  for (let round = 0; round < 5; round += 1) await expectClaimed(`wanted-${round}`);
});

test("a partition between the regions does not stop handles", async () => {
  await world.client.breakIt(PARTITION);

  await expectClaimed("wanted-apart");
});

test("a region that is cut off decides nothing and says when to ask again, and the other goes on", async () => {
  await claim(0, "before", ada);
  await world.client.breakIt(PARTITION);
  await world.client.breakIt({ kind: "witness-cut", region: EAST });

  for (const answer of [
    await claim(0, "meanwhile", ada),
    await claim(0, "before", bob),
    await read(0, "before", ada),
  ]) {
    expect(answer.status).toBe(503);
    expect(answer.body.type).toBe("urn:tandem:problem:undecidable");
    expect(answer.headers.get("Retry-After")).toBe("1");
  }
  expect((await claim(1, "meanwhile", bob)).status).toBe(200);

  await world.client.healAll();
  expect((await claim(0, "meanwhile", ada)).status).toBe(409);
  expect((await read(0, "before", ada)).body.owner).toBe("me");
});

test("where DynamoDB is away nothing is decided, and where it is not everything is", async () => {
  await world.client.breakIt({ kind: "table-down", region: WEST });

  expect((await claim(1, "away", ada)).body.type).toBe("urn:tandem:problem:undecidable");
  expect((await claim(0, "away", bob)).status).toBe(200);
});

test("while a region is down the other gives handles away, and it learns of them", async () => {
  await world.client.breakIt({ kind: "region-down", region: EAST });
  expect((await claim(1, "without-east", bob)).status).toBe(200);

  await world.client.healAll();

  expect((await claim(0, "without-east", ada)).status).toBe(409);
});
