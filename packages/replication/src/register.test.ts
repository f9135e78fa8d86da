import { region } from "@tandem/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { editRegisters, mergeRegisters, newestEdit, type Registers } from "./register.ts";
import { compareStamps, formatStamp, parseStamp, type Stamp } from "./stamp.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const NOON_MS = Date.UTC(2026, 10, 21, 12);

type Fields = { readonly name: string; readonly price: number };

/** Few instants, counters and values, so that equal stamps and equal values do meet. */
const anyStamp = fc
  .record({ ms: fc.integer({ min: 0, max: 3 }), counter: fc.integer({ min: 0, max: 1 }), place: fc.boolean() })
  .map(({ ms, counter, place }) => formatStamp({ ms: NOON_MS + ms, counter, region: place ? EAST : WEST }));
const anyFragment: fc.Arbitrary<Registers<Fields>> = fc.record(
  {
    name: fc.record({ value: fc.constantFrom("Lamp", "lamp", "Desk"), stamp: anyStamp }),
    price: fc.record({ value: fc.integer({ min: 1, max: 3 }), stamp: anyStamp }),
  },
  { requiredKeys: [] },
);

function at(ms: number, place = EAST): Stamp {
  return formatStamp({ ms: NOON_MS + ms, counter: 0, region: place });
}

test("merging takes fragments in any order", () => {
  fc.assert(
    fc.property(fc.array(anyFragment, { maxLength: 5 }), fc.infiniteStream(fc.nat()), (fragments, ranks) => {
      const shuffled = fragments
        .map((fragment) => ({ fragment, rank: ranks.next().value ?? 0 }))
        .toSorted((left, right) => left.rank - right.rank)
        .map(({ fragment }) => fragment);

      expect(mergeRegisters(shuffled)).toEqual(mergeRegisters(fragments));
    }),
  );
});

test("merging what was merged before changes nothing, however it is grouped", () => {
  fc.assert(
    fc.property(anyFragment, anyFragment, anyFragment, (one, two, three) => {
      const whole = mergeRegisters([one, two, three]);

      expect(mergeRegisters([mergeRegisters([one, two]), three])).toEqual(whole);
      expect(mergeRegisters([one, mergeRegisters([two, three])])).toEqual(whole);
    }),
  );
});

test("merging a fragment twice is merging it once", () => {
  fc.assert(
    fc.property(anyFragment, anyFragment, (one, two) => {
      expect(mergeRegisters([one, two, one, two])).toEqual(mergeRegisters([one, two]));
    }),
  );
});

test("an edit made after reading wins over all that was read, whatever the editor's clock says", () => {
  fc.assert(
    fc.property(fc.array(anyFragment, { maxLength: 3 }), fc.string(), (fragments, name) => {
      const read = mergeRegisters(fragments);
      const newest = newestEdit(read);
      const stamp =
        newest === undefined ? at(0) : formatStamp({ ...parseStamp(newest), ms: parseStamp(newest).ms + 1 });
      const edited = editRegisters<Fields>(read, { name }, stamp);

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
  const renamed = editRegisters<Fields>(read, { name: "Desk lamp" }, at(1, EAST)) ?? {};
  const repriced = editRegisters<Fields>(read, { price: 120 }, at(2, WEST)) ?? {};

  const merged = mergeRegisters([repriced, renamed]);

  expect(merged.name).toEqual({ value: "Desk lamp", stamp: at(1, EAST) });
  expect(merged.price).toEqual({ value: 120, stamp: at(2, WEST) });
});

test("an edit that says nothing new leaves the field its stamp, so that it does not win over another region's edit", () => {
  const read: Registers<Fields> = { name: { value: "Lamp", stamp: at(0) }, price: { value: 100, stamp: at(0) } };

  expect(editRegisters<Fields>(read, { name: "Lamp", price: 120 }, at(5))).toEqual({
    name: { value: "Lamp", stamp: at(0) },
    price: { value: 120, stamp: at(5) },
  });
  expect(editRegisters<Fields>(read, { name: "Lamp", price: 100 }, at(5))).toBeUndefined();
});

test("of two edits of one field the later stamp wins, and the region breaks a tie the same way everywhere", () => {
  const east: Registers<Fields> = { name: { value: "East", stamp: at(1, EAST) } };
  const west: Registers<Fields> = { name: { value: "West", stamp: at(1, WEST) } };

  expect(compareStamps(at(1, EAST), at(1, WEST))).toBeLessThan(0);
  expect(mergeRegisters([east, west]).name?.value).toBe("West");
  expect(mergeRegisters([west, east]).name?.value).toBe("West");
});
