import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

const BUYERS = 64;
const BELL = [{ sku: "BELL", quantity: 1 }];

let world: WorldProcess;
beforeAll(async () => {
  world = await createWorldProcess();
  await world.start();
});
afterAll(() => world.dispose());

test("64 buyers at once are all served at their first try, in a world that has just begun", async () => {
  const { client } = world;
  const tokens = await Promise.all(Array.from({ length: BUYERS }, (_, buyer) => client.token(`buyer-${buyer}`)));

  const answers = await Promise.all(tokens.map((token) => client.place({ token, lines: BELL })));

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: BUYERS }, () => 201));
});
