/**
 * What everybody writes first, under the same laws as ours: each breaks one, and the sentence beside it says what a customer sees then.
 * The histories in which it happens are played by the simulation.
 */
import { below, type Random } from "@tandem/kernel";
import { describe, expect, it } from "vitest";
import { drawOne, drawStamp } from "./laws/draw.ts";
import { type Merge, mergeLaws, mergeLawsBrokenBy } from "./laws/merge-laws.ts";
import type { Stamp } from "./stamp.ts";

describe("last writer wins on one item", () => {
  interface Profile {
    readonly name: string;
    readonly phone: string;
    readonly stamp: Stamp;
  }
  const drawProfile = (random: Random): Profile => ({
    name: drawOne(random, ["Ada", "Eve"]),
    phone: drawOne(random, ["1", "2"]),
    stamp: drawStamp(random),
  });

  it("regions do not even agree, where two edits carry one time", () => {
    const merge: Merge<Profile> = {
      states: drawProfile,
      join: (left, right) => (right.stamp >= left.stamp ? right : left),
    };

    expect(mergeLawsBrokenBy(merge)).toEqual(["commutative", "inflationary"]);
  });

  it("with the tie broken they agree, on a record from which an edit of another field is gone", () => {
    const merge: Merge<Profile> = {
      states: drawProfile,
      join: (left, right) => (textOf(left) >= textOf(right) ? left : right),
      isAtMost: (lesser, greater) => lesser.stamp > greater.stamp || lesser.name === greater.name,
    };

    expect(mergeLawsBrokenBy({ ...merge, isAtMost: () => true })).toEqual([]);
    expect(mergeLawsBrokenBy(merge)).toEqual(["inflationary"]);
  });

  function textOf({ stamp, name, phone }: Profile): string {
    return [stamp, name, phone].join(" ");
  }
});

describe("a cart of counters", () => {
  /** Quantity of one sku, as each region has counted it up and down. */
  interface Counters {
    readonly east: number;
    readonly west: number;
  }
  const drawCounters = (random: Random): Counters => ({ east: below(random, 3), west: below(random, 3) });

  it("added up when they meet, one add is two", () => {
    const sum = (left: Counters, right: Counters) => ({ east: left.east + right.east, west: left.west + right.west });

    expect(mergeLawsBrokenBy({ states: drawCounters, join: sum })).toEqual(["idempotent", "inflationary"]);
  });

  it("joined by the larger they agree, and what was removed comes back", () => {
    const removeOne = ({ east, west }: Counters) => ({ east: Math.max(0, east - 1), west });
    const merge = { states: drawCounters, join: largerOfEach, edit: removeOne };

    expect(mergeLawsBrokenBy(merge)).toEqual(["inflationary"]);
  });

  it("two removals of one piece, made apart, leave less than nothing", () => {
    const before = { east: 1, west: 0 };
    const removedInEast = { ...before, east: before.east - 1 };
    const removedInWest = { ...before, west: before.west - 1 };

    expect(removedInEast.east + removedInWest.west).toBe(-1);
  });
});

describe("a restock that is kept as a number", () => {
  it("doubles when its message comes again", () => {
    const merge = {
      states: (random: Random) => 1 + below(random, 3),
      join: (left: number, right: number) => left + right,
    };

    expect(mergeLawsBrokenBy(merge)).toEqual(["idempotent", "inflationary"]);
  });

  describe("and kept as totals with one writer each", () => {
    mergeLaws({
      states: (random) => ({ east: below(random, 5), west: below(random, 5) }),
      join: largerOfEach,
      edit: (totals, random) => ({ ...totals, west: totals.west + 1 + below(random, 3) }),
    });
  });
});

function largerOfEach(left: { east: number; west: number }, right: { east: number; west: number }) {
  return { east: Math.max(left.east, right.east), west: Math.max(left.west, right.west) };
}
