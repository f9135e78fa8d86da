import { expect, test } from "vitest";
import { plainDecimal } from "./decimal.ts";

test.each([
  ["1", "1"],
  ["1.0", "1"],
  ["01.50", "1.5"],
  ["1e2", "100"],
  ["1.25E+1", "12.5"],
  ["123e-5", "0.00123"],
  ["-0", "0"],
  ["-0.10", "-0.1"],
  ["+7", "7"],
  [".5", "0.5"],
  ["5.", "5"],
  ["0.00010", "0.0001"],
  ["1e40", `1${"0".repeat(40)}`],
  ["12345678901234567890123456789012345678", "12345678901234567890123456789012345678"],
])("%s is written %s", (text, plain) => {
  expect(plainDecimal(text)).toBe(plain);
});

test.each(["", ".", "e5", "1x", "0x10", "NaN", " 1", "1e99999"])("%j is no number", (text) => {
  expect(plainDecimal(text)).toBeUndefined();
});
