import { expect, test } from "vitest";
import { conditionOf, rings, WATCHED } from "./testing/ring.ts";
import { wayIn } from "./way-in.ts";

const notReady = conditionOf(wayIn(WATCHED), "not-ready");

test("a region is not ready when most of its checkers are told so, or are refused", () => {
  expect(rings(notReady, { asked: 100, failed: 49, refused: 0 })).toBe(false);
  expect(rings(notReady, { asked: 100, failed: 51, refused: 0 })).toBe(true);
  expect(rings(notReady, { asked: 100, failed: 0, refused: 51 })).toBe(true);
  expect(rings(notReady, { asked: 100 })).toBe(false);
});

test("a region that no checker reaches is not ready", () => {
  expect(rings(notReady, {})).toBe(true);
});

test("a certificate that is not measured changes nothing: a new one is not yet, and one that has run out no more", () => {
  const certificate = conditionOf(wayIn(WATCHED), "certificate-expires");

  expect(rings(certificate, { days: 29 })).toBe(true);
  expect(rings(certificate, { days: 30 })).toBe(false);
  expect(rings(certificate, {})).toBeUndefined();
});

test("refusals ring when they are many and not only a rush on one route of a busy shop", () => {
  const refused = conditionOf(wayIn(WATCHED), "requests-refused");

  expect(rings(refused, { asked: 1_000, refused: 99 })).toBe(false);
  expect(rings(refused, { asked: 100_000, refused: 900 })).toBe(false);
  expect(rings(refused, { asked: 5_000, refused: 100 })).toBe(true);
});
