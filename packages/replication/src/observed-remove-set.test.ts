import { type Random, region } from "@tandem/kernel";
import { describe, expect, test } from "vitest";
import { drawMany, drawOne, drawSome, drawStamp } from "./laws/draw.ts";
import { foldLaws } from "./laws/fold-laws.ts";
import { mergeLaws } from "./laws/merge-laws.ts";
import {
  type Added,
  joinObservedRemoveSets,
  type ObservedRemoveSet,
  observedRemoveSet,
  standing,
} from "./observed-remove-set.ts";
import { formatStamp } from "./stamp.ts";

const EAST = region("us-east-1");
const IDS = ["one", "two", "three"];

function drawAdded(random: Random): Added<string> {
  return { id: drawOne(random, IDS), stamp: drawStamp(random), value: drawOne(random, ["red", "blue"]) };
}

function drawSet(random: Random): ObservedRemoveSet<string> {
  return observedRemoveSet(drawMany(random, 4, drawAdded), drawSome(random, IDS));
}

function added(id: string, ms = 1, value = "red"): Added<string> {
  return { id, stamp: formatStamp({ ms, counter: 0, region: EAST }), value };
}

describe("an observed-remove set", () => {
  mergeLaws({
    states: drawSet,
    join: joinObservedRemoveSets,
    edit: (set, random) => {
      const entry = drawAdded(random);
      return joinObservedRemoveSets(
        set,
        observedRemoveSet(
          [entry],
          standing(set)
            .slice(0, 1)
            .map(({ id }) => id),
        ),
      );
    },
  });
});

describe("what stands of it", () => {
  foldLaws<Added<string> | string, readonly Added<string>[]>({
    items: (random) => [...drawMany(random, 3, drawAdded), ...drawSome(random, IDS)],
    fold: (items) => {
      const removals = items.filter((item) => typeof item === "string");
      const entries = items.filter((item) => typeof item !== "string");
      return standing(observedRemoveSet(entries, removals));
    },
  });
});

test("a removal takes away what it names, whichever of the two came first", () => {
  const set = observedRemoveSet([added("one"), added("two")], ["one"]);
  const removal = observedRemoveSet<string>([], ["one"]);
  const entry = observedRemoveSet([added("one")], []);

  expect(standing(set)).toEqual([added("two")]);
  expect(standing(joinObservedRemoveSets(removal, entry))).toEqual([]);
  expect(standing(joinObservedRemoveSets(entry, removal))).toEqual([]);
});

test("what was added out of sight of a removal stays", () => {
  const seen = observedRemoveSet([added("one")], []);
  const elsewhere = joinObservedRemoveSets(seen, observedRemoveSet([added("two")], []));
  const here = joinObservedRemoveSets(
    seen,
    observedRemoveSet<string>(
      [],
      standing(seen).map(({ id }) => id),
    ),
  );

  expect(standing(joinObservedRemoveSets(here, elsewhere))).toEqual([added("two")]);
});

test("entries come by stamp, whatever order they were heard in; one that was heard twice comes once", () => {
  const entries = [added("late", 9), added("early", 1), added("late", 9)];

  expect(standing(observedRemoveSet(entries, [])).map(({ id }) => id)).toEqual(["early", "late"]);
});

test("entries of one instant come by id, in every region", () => {
  const entries = [added("two"), added("one")];

  expect(standing(observedRemoveSet(entries, []))).toEqual([added("one"), added("two")]);
  expect(standing(observedRemoveSet(entries.toReversed(), []))).toEqual([added("one"), added("two")]);
});
