import { SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createNetwork, OUTSIDE } from "./network.ts";
import { createSharedName } from "./shared-name.ts";
import { EAST, WEST } from "./testing/items.ts";

function createBench() {
  const clock = { nowMs: 0 };
  const network = createNetwork();
  const names = createSharedName({ machine: { nowMs: () => clock.nowMs }, network, regions: [EAST, WEST] });
  return { clock, network, names };
}

it("leads to the nearest region, and to the first where no place is said", () => {
  const { names } = createBench();

  expect([names.regionFor("a", WEST), names.regionFor("b")]).toEqual([WEST, EAST]);
});

it("leads away from a dead region once checkers have noticed, and back once they have noticed that", () => {
  const { clock, network, names } = createBench();
  const seen = (client: string) => names.regionFor(client, EAST);
  const bringBack = network.takeDown(EAST);

  clock.nowMs = 29 * SECOND_MS;
  const unnoticed = seen("a");
  clock.nowMs = 30 * SECOND_MS;
  const noticed = seen("b");
  bringBack();
  const returned = seen("c");
  clock.nowMs = 60 * SECOND_MS;

  expect([unnoticed, noticed, returned, seen("d")]).toEqual([EAST, WEST, WEST, EAST]);
});

it("a client keeps the answer it got for a minute", () => {
  const { clock, network, names } = createBench();
  names.regionFor("a", EAST);
  network.takeDown(EAST);

  clock.nowMs = 59 * SECOND_MS;
  const kept = names.regionFor("a", EAST);
  clock.nowMs = 60 * SECOND_MS;

  expect([kept, names.regionFor("a", EAST)]).toEqual([EAST, WEST]);
});

it("with no region well it leads to the nearest all the same", () => {
  const { clock, network, names } = createBench();
  for (const region of [EAST, WEST]) network.cut([{ from: OUTSIDE, to: region }]);

  clock.nowMs = 3_600 * SECOND_MS;

  expect(names.regionFor("a", WEST)).toBe(WEST);
});
