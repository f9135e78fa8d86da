import { below, createSeededRandom, type Random, region } from "@tandem/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawMany, drawOne, drawStamp } from "./laws/draw.ts";
import { mergeLaws } from "./laws/merge-laws.ts";
import { editRegisters, mergeRegisters, newestEdit, type Register, type Registers } from "./register.ts";
import { compareStamps, formatStamp, parseStamp, type Stamp } from "./stamp.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const NOON_MS = Date.UTC(2026, 10, 21, 12);

type Fields = { readonly name: string; readonly price: number };

const NAMES = ["Lamp", "lamp", "Desk"] as const;

function drawFragment(random: Random): Registers<Fields> {
  return {
    ...(below(random, 3) === 0 ? {} : { name: drawRegister(random, NAMES) }),
    ...(below(random, 3) === 0 ? {} : { price: drawRegister(random, [1, 2, 3]) }),
  };
}

function drawRegister<T extends string | number>(random: Random, values: readonly T[]): Register<T> {
  const over = drawOne(random, [undefined, null, drawStamp(random)]);
  const register = { value: drawOne(random, values), stamp: drawStamp(random) };
  return over === undefined ? register : { ...register, over };
}

function at(ms: number, place = EAST): Stamp {
  return formatStamp({ ms: NOON_MS + ms, counter: 0, region: place });
}

describe("a record of registers", () => {
  mergeLaws<Registers<Fields>>({
    states: drawFragment,
    join: (left, right) => mergeRegisters([left, right]),
    edit: (fields, random) => {
      const newest = newestEdit(fields);
      const ms = newest === undefined ? NOON_MS : parseStamp(newest).ms + 1;
      const stamp = formatStamp({ ms, counter: 0, region: EAST });
      return editRegisters<Fields>([fields], { name: drawOne(random, NAMES), price: 4 }, stamp) ?? fields;
    },
  });
});

test("an edit made after reading wins over all that was read, whatever the editor's clock says", () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), (seed, name) => {
      const fragments = drawMany(createSeededRandom(seed), 3, drawFragment);
      const read = mergeRegisters(fragments);
      const newest = newestEdit(read);
      const stamp =
        newest === undefined ? at(0) : formatStamp({ ...parseStamp(newest), ms: parseStamp(newest).ms + 1 });
      const edited = editRegisters<Fields>([read], { name }, stamp);

      expect(mergeRegisters([...fragments, edited ?? {}]).name?.value).toBe(name);
    }),
  );
});

test("the stamp to be above is the highest of all fields, since one field may be far ahead of the others", () => {
  const fields: Registers<Fields> = { name: { value: "Lamp", stamp: at(9) }, price: { value: 1, stamp: at(2) } };

  expect(newestEdit(fields)).toBe(at(9));
  expect(newestEdit<Fields>({})).toBeUndefined();
});

test("edits of different fields in two regions never touch each other", () => {
  const read: Registers<Fields> = { name: { value: "Lamp", stamp: at(0) }, price: { value: 100, stamp: at(0) } };
  const renamed = editRegisters<Fields>([read], { name: "Desk lamp" }, at(1, EAST)) ?? {};
  const repriced = editRegisters<Fields>([read], { price: 120 }, at(2, WEST)) ?? {};

  const merged = mergeRegisters([repriced, renamed]);

  const seen = { [EAST]: at(0) };
  expect(merged.name).toEqual({ value: "Desk lamp", stamp: at(1, EAST), over: at(0), seen });
  expect(merged.price).toEqual({ value: 120, stamp: at(2, WEST), over: at(0), seen });
});

test("an edit that says nothing new leaves the field its stamp, so that it does not win over another region's edit", () => {
  const read: Registers<Fields> = { name: { value: "Lamp", stamp: at(0) }, price: { value: 100, stamp: at(0) } };

  expect(editRegisters<Fields>([read], { name: "Lamp", price: 120 }, at(5))).toEqual({
    name: { value: "Lamp", stamp: at(0) },
    price: { value: 120, stamp: at(5), over: at(0), seen: { [EAST]: at(0) } },
  });
  expect(editRegisters<Fields>([read], { name: "Lamp", price: 100 }, at(5))).toBeUndefined();
});

test("of two edits of one field the later stamp wins, and the region breaks a tie the same way everywhere", () => {
  const east: Registers<Fields> = { name: { value: "East", stamp: at(1, EAST) } };
  const west: Registers<Fields> = { name: { value: "West", stamp: at(1, WEST) } };

  expect(compareStamps(at(1, EAST), at(1, WEST))).toBeLessThan(0);
  expect(mergeRegisters([east, west]).name?.value).toBe("West");
  expect(mergeRegisters([west, east]).name?.value).toBe("West");
});
