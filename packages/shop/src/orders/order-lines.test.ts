import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeLines, totalOf } from "./order-lines.ts";

const anyLine = fc.record({ sku: fc.constantFrom("LAMP", "DESK", "CHAIR"), quantity: fc.integer({ min: 1, max: 9 }) });

test("lines of one sku are added up, no piece is lost, and the order they were sent in does not matter", () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 12 }), (lines) => {
      const merged = mergeLines(lines);
      const pieces = (all: readonly { readonly quantity: number }[]) =>
        all.reduce((sum, line) => sum + line.quantity, 0);

      expect(new Set(merged.map(({ sku }) => sku)).size).toBe(merged.length);
      expect(pieces(merged)).toBe(pieces(lines));
      expect(mergeLines(lines.toReversed())).toEqual(merged);
      expect(mergeLines(merged)).toEqual(merged);
    }),
  );
});

test("a total is each piece at its own price", () => {
  expect(
    totalOf([
      { sku: "DESK", quantity: 2, price: 9_000 },
      { sku: "LAMP", quantity: 3, price: 600 },
    ]),
  ).toBe(19_800);
});
