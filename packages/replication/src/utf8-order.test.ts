import fc from "fast-check";
import { expect, it } from "vitest";
import { SORTS_BY_BYTES } from "./laws/sorts-by-bytes.ts";
import { compareUtf8 } from "./utf8-order.ts";

function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

it("is the order of the bytes, for any text", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "binary" }),
      (left, right) => Math.sign(compareUtf8(left, right)) === byBytes(left, right),
    ),
    { numRuns: 2_000 },
  );
});

it("puts an emoji after the private use area, where the order of JavaScript does not", () => {
  const shuffled = SORTS_BY_BYTES.toReversed();

  expect(shuffled.toSorted(compareUtf8)).toEqual(SORTS_BY_BYTES);
  expect(shuffled.toSorted()).not.toEqual(SORTS_BY_BYTES);
});
