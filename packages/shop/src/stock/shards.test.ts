import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type PiecesByShard,
  SHARD_PIECES_MIN,
  STOCK_SHARD_COUNT,
  shardOfOrder,
  spread,
  stockShards,
  sumOf,
  takeEvenly,
  takeFromFullest,
} from "./shards.ts";

const anyHeld: fc.Arbitrary<PiecesByShard> = fc
  .array(fc.nat({ max: 50 }), { minLength: STOCK_SHARD_COUNT, maxLength: STOCK_SHARD_COUNT })
  .map((counts) => held(...counts));

function held(...counts: readonly number[]): PiecesByShard {
  return new Map(counts.map((pieces, index) => [String(index), pieces]));
}

test("orders look first in every shard alike, and the same order always in the same", () => {
  const looks = Array.from({ length: 4_000 }, (_, number) => shardOfOrder(`ord_${number.toString(32)}xyz`));

  for (const shard of stockShards()) {
    const share = looks.filter((look) => look === shard).length / looks.length;
    expect(share).toBeGreaterThan(0.8 / STOCK_SHARD_COUNT);
    expect(share).toBeLessThan(1.2 / STOCK_SHARD_COUNT);
  }
});

test("an order takes from as few shards as will do", () => {
  expect(takeFromFullest(held(1, 5, 0, 3), 4)).toEqual(new Map([["1", 4]]));
  expect(takeFromFullest(held(1, 5, 0, 3), 7)).toEqual(
    new Map([
      ["1", 5],
      ["3", 2],
    ]),
  );
  expect(takeFromFullest(held(1, 5, 0, 3), 10)).toBeUndefined();
});

test("whatever is taken is there, shard by shard, and comes to what was wanted", () => {
  fc.assert(
    fc.property(anyHeld, fc.integer({ min: 1, max: 220 }), (pieces, quantity) => {
      const isEnough = quantity <= sumOf(pieces);
      expect(takeFromFullest(pieces, quantity) !== undefined).toBe(isEnough);
      const ways = isEnough ? [takeFromFullest(pieces, quantity), takeEvenly(pieces, quantity)] : [];
      for (const taken of ways) {
        expect(sumOf(taken ?? new Map())).toBe(quantity);
        for (const [shard, some] of taken ?? []) {
          expect(some).toBeGreaterThan(0);
          expect(some).toBeLessThanOrEqual(pieces.get(shard) ?? 0);
        }
      }
    }),
  );
});

test("what is given away evenly leaves no shard empty that the others could have spared", () => {
  expect(takeEvenly(held(20, 20, 20, 20), 40)).toEqual(held(10, 10, 10, 10));
  expect([...takeEvenly(held(2, 30, 30, 30), 46).values()].toSorted()).toEqual([14, 15, 15, 2]);
});

test("few new pieces go into one shard, many into all, and none is lost", () => {
  expect(spread(held(0, 0, 0, 0), SHARD_PIECES_MIN * 2 - 1)).toEqual(new Map([["0", SHARD_PIECES_MIN * 2 - 1]]));
  expect(spread(held(3, 1, 2, 0), 1)).toEqual(new Map([["3", 1]]));
  expect(spread(held(0, 0, 0, 0), 42)).toEqual(held(12, 10, 10, 10));
  fc.assert(
    fc.property(anyHeld, fc.integer({ min: 1, max: 1_000_000 }), (pieces, quantity) => {
      const shares = spread(pieces, quantity);
      expect(sumOf(shares)).toBe(quantity);
      expect(Math.min(...shares.values())).toBeGreaterThan(0);
    }),
  );
});
