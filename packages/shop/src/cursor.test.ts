import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

const ADA = { list: "orders", owner: "ada" };

test("a cursor leads its own owner back to where it was made", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (position) => {
      expect(decodeCursor(ADA, encodeCursor(ADA, position))).toEqual({ ok: true, value: position });
    }),
  );
});

test("the cursor of another owner or of another list is refused, also where the two words run together", () => {
  for (const other of [
    { ...ADA, owner: "bob" },
    { ...ADA, list: "carts" },
    { list: "ordersa", owner: "da" },
  ]) {
    expect(decodeCursor(other, encodeCursor(ADA, "ENTRY#1"))).toEqual({ ok: false, refusal: { reason: "bad-cursor" } });
  }
});

test("anything else is refused and never throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.jsonValue().map(encoded)), (text) => {
      expect(decodeCursor(ADA, text)).toEqual({ ok: false, refusal: { reason: "bad-cursor" } });
    }),
  );
});

test("half a character is no place in a list, though its maker has sealed it", () => {
  expect(decodeCursor(ADA, encodeCursor(ADA, "ENTRY#\ud83d"))).toEqual({
    ok: false,
    refusal: { reason: "bad-cursor" },
  });
});

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
