import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

let world: WorldProcess;
beforeEach(async () => {
  world = await createWorldProcess({ throughBootstrap: true });
  await world.start();
});
afterEach(() => world.dispose());

const isGone = async () =>
  await world.client.ask(`${world.client.urls.control}/api/world`).then(
    () => false,
    () => true,
  );

test("Ctrl-C ends the world and the command that started it", async () => {
  expect(await world.stop()).toBe(0);

  expect(world.output()).toContain("Ending the world");
  expect(await isGone()).toBe(true);
  expect(world.enginePids()).toEqual([]);
});

test("kill -9 of the command that started it ends the world, in order", async () => {
  await world.kill();

  await eventually({ what: "the world to end", look: isGone, holds: Boolean });
  await eventually({ what: "its engines to end", look: () => world.enginePids(), holds: (pids) => pids.length === 0 });
  await world.start();
});
