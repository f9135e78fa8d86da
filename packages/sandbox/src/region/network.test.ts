import { AssertionFailed } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createNetwork, OUTSIDE, roadsOf } from "./network.ts";
import { EAST, SOUTH, WEST } from "./testing/items.ts";

it("a cut closes one road, in one direction, until it is mended", () => {
  const network = createNetwork();
  const seen = () => [
    network.isReachable({ from: EAST, to: WEST }),
    network.isReachable({ from: WEST, to: EAST }),
    network.isReachable({ from: EAST, to: OUTSIDE }),
  ];

  const mend = network.cut([{ from: EAST, to: WEST }]);
  const cut = seen();
  mend();

  expect([cut, seen()]).toEqual([
    [false, true, true],
    [true, true, true],
  ]);
});

it("a road that is cut for two reasons is open when both are gone", () => {
  const network = createNetwork();
  const first = network.cut(roadsOf(EAST, [EAST, WEST, SOUTH]));
  const second = network.cut([{ from: WEST, to: EAST }]);

  first();
  const between = network.isReachable({ from: WEST, to: EAST });
  second();

  expect([between, network.isReachable({ from: WEST, to: EAST })]).toEqual([false, true]);
});

it("a region that is down reaches nobody and is reached by nobody, itself included", () => {
  const network = createNetwork();
  const bringBack = network.takeDown(EAST);

  const down = ([EAST, WEST, OUTSIDE] as const).map((place) => network.isReachable({ from: place, to: EAST }));
  const others = network.isReachable({ from: WEST, to: OUTSIDE });
  bringBack();

  expect([down, others, network.isReachable({ from: EAST, to: EAST })]).toEqual([[false, false, false], true, true]);
});

it("tells of every change, and refuses to mend what is mended", () => {
  const network = createNetwork();
  let told = 0;
  network.watch(() => {
    told += 1;
  });

  const mend = network.cut([{ from: EAST, to: WEST }]);
  mend();

  expect(told).toBe(2);
  expect(mend).toThrow(AssertionFailed);
});
