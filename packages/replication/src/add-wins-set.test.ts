import { type Random, region } from "@tandem/kernel";
import { describe, expect, test } from "vitest";
import {
  type AddWinsSet,
  addWinsSet,
  differingAdds,
  joinAddWinsSets,
  livingAdds,
  observedAdds,
} from "./add-wins-set.ts";
import { drawMany, drawOne, drawSome, drawStamp } from "./laws/draw.ts";
import { mergeLaws } from "./laws/merge-laws.ts";
import type { Added } from "./observed-remove-set.ts";
import { formatStamp } from "./stamp.ts";

interface Line {
  readonly sku: string;
  readonly quantity: number;
}

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const IDS = ["add_1", "add_2", "add_3"];

function drawAdd(random: Random): Added<Line> {
  const value = { sku: drawOne(random, ["LAMP", "DESK"]), quantity: drawOne(random, [1, 2]) };
  return { id: drawOne(random, IDS), stamp: drawStamp(random), value };
}

function drawCart(random: Random): AddWinsSet<Line> {
  return addWinsSet(drawMany(random, 4, drawAdd), drawSome(random, IDS));
}

function add(id: string, quantity: number, { ms = 1, region = EAST, sku = "LAMP" } = {}): Added<Line> {
  return { id, stamp: formatStamp({ ms, counter: 0, region }), value: { sku, quantity } };
}

function isSame(left: Line, right: Line): boolean {
  return left.sku === right.sku && left.quantity === right.quantity;
}

describe("an add-wins set", () => {
  mergeLaws({
    states: drawCart,
    join: joinAddWinsSets,
    edit: (cart, random) => {
      const removed = observedAdds(cart, ({ sku }) => sku === "LAMP");
      return joinAddWinsSets(cart, addWinsSet([drawAdd(random)], removed));
    },
  });
});

test("one add that arrived in two regions counts once, with the lowest stamp", () => {
  const east = addWinsSet([add("add_1", 2, { ms: 5 })], []);
  const west = addWinsSet([add("add_1", 2, { ms: 4, region: WEST })], []);

  expect(livingAdds(joinAddWinsSets(east, west))).toEqual([add("add_1", 2, { ms: 4, region: WEST })]);
  expect(differingAdds(joinAddWinsSets(east, west), isSame)).toEqual([]);
});

test("an add that a removal elsewhere did not know of stays", () => {
  const before = addWinsSet([add("add_1", 1)], []);
  const removed = addWinsSet<Line>(
    [],
    observedAdds(before, ({ sku }) => sku === "LAMP"),
  );
  const added = addWinsSet([add("add_2", 3)], []);

  expect(livingAdds([before, removed, added].reduce(joinAddWinsSets))).toEqual([add("add_2", 3)]);
});

test("two removals of one add take it away once: nothing goes below zero, and a later add is whole", () => {
  const cart = addWinsSet([add("add_1", 1), add("add_2", 3, { ms: 2 })], ["add_1", "add_1"]);

  expect(livingAdds(cart).map(({ value }) => value.quantity)).toEqual([3]);
});

test("a removal names the living adds of what is removed, and no others", () => {
  const cart = addWinsSet([add("add_1", 1), add("add_2", 2), add("add_3", 1, { sku: "DESK" })], ["add_1"]);

  expect(observedAdds(cart, ({ sku }) => sku === "LAMP")).toEqual(["add_2"]);
});

test("one id for two different things is told with both, removed or not", () => {
  const east = add("add_1", 1, { ms: 1, region: EAST });
  const west = add("add_1", 9, { ms: 2, region: WEST });
  const cart = joinAddWinsSets(addWinsSet([west], ["add_1"]), addWinsSet([east], []));

  expect(differingAdds(cart, isSame)).toEqual([{ id: "add_1", winner: east, losers: [west] }]);
});
