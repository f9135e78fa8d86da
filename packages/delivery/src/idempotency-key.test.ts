import fc from "fast-check";
import { expect, test } from "vitest";
import {
  fingerprint,
  IDEMPOTENCY_KEY_LENGTH_MAX,
  IDEMPOTENCY_KEY_LENGTH_MIN,
  parseIdempotencyKey,
} from "./idempotency-key.ts";

const anyPrintable = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

test("a key of 16 to 128 printable characters is taken as it is", () => {
  const anyKey = fc.string({
    unit: anyPrintable,
    minLength: IDEMPOTENCY_KEY_LENGTH_MIN,
    maxLength: IDEMPOTENCY_KEY_LENGTH_MAX,
  });
  fc.assert(
    fc.property(anyKey, (key) => {
      expect(parseIdempotencyKey(key)).toEqual({ ok: true, value: key });
    }),
  );
});

test.each([undefined, ""])("no key at all (%j) is missing, not invalid", (header) => {
  expect(parseIdempotencyKey(header)).toEqual({ ok: false, refusal: { reason: "missing" } });
});

test.each([
  ["one too short", "k".repeat(15), "16 to 128 characters, not 15"],
  ["one too long", "k".repeat(129), "16 to 128 characters, not 129"],
  ["a letter beyond ASCII", `${"k".repeat(16)}é`, "printable ASCII characters only"],
  ["a control character", `${"k".repeat(16)}\n`, "printable ASCII characters only"],
  ["a space at its end, which a proxy may cut off", `${"k".repeat(16)} `, "printable ASCII characters only"],
])("%s is invalid, and the refusal says why", (_, header, why) => {
  expect(parseIdempotencyKey(header)).toEqual({ ok: false, refusal: { reason: "invalid", why } });
});

test("a payload's fingerprint does not depend on the order of its members, and a member that is undefined is none", () => {
  expect(fingerprint({ lines: [{ sku: "LAMP", quantity: 1 }], note: undefined })).toBe(
    fingerprint({ lines: [{ quantity: 1, sku: "LAMP" }] }),
  );
});

test("payloads that say different things have different fingerprints", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
      const isSame = JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));

      expect(fingerprint(left) === fingerprint(right)).toBe(isSame);
    }),
  );
  expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]));
  expect(fingerprint({ a: "1" })).not.toBe(fingerprint({ a: 1 }));
  expect(fingerprint({ a: "b,c" })).not.toBe(fingerprint({ a: "b", c: "" }));
});

/** The same value with its members in order, built another way than the code under test does it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [`.${name}`, sorted(member)]);
  return { members: members.toSorted(([left], [right]) => (left < right ? -1 : 1)) };
}
