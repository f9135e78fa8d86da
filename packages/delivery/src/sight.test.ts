import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { BEAT_ARRIVES_MS, nextSight, SIGHT_SETTLES_MS } from "./sight.ts";

const NOON_MS = Date.UTC(2026, 10, 21, 12);
const BEFORE = { settledMs: NOON_MS - 2 * MINUTE_MS, nextMs: NOON_MS, sinceMs: NOON_MS + SECOND_MS };
const SETTLED_MS = BEFORE.sinceMs + SIGHT_SETTLES_MS;

it("what was seen counts when it has had its time and a newer beat has come", () => {
  const newer = { beatMs: NOON_MS + MINUTE_MS, nowMs: SETTLED_MS };

  expect(nextSight(BEFORE, newer)).toEqual({ settledMs: NOON_MS, nextMs: newer.beatMs, sinceMs: SETTLED_MS });
  expect(nextSight(BEFORE, { ...newer, nowMs: SETTLED_MS - 1 })).toEqual(BEFORE);
});

it("without a newer beat its time begins anew", () => {
  const same = { beatMs: NOON_MS, nowMs: SETTLED_MS };

  expect(nextSight(BEFORE, same)).toEqual({ ...BEFORE, sinceMs: SETTLED_MS });
});

it("a newer beat that is old already ends nothing: it has just come over a road that was shut", () => {
  const old = { beatMs: NOON_MS + MINUTE_MS, nowMs: NOON_MS + MINUTE_MS + BEAT_ARRIVES_MS + 1 };

  expect(nextSight(BEFORE, old)).toEqual({ ...BEFORE, sinceMs: old.nowMs });
});

it("a peer whose clock is ahead was not seen in the future", () => {
  expect(nextSight(undefined, { beatMs: NOON_MS + 1, nowMs: NOON_MS })).toEqual({ nextMs: NOON_MS, sinceMs: NOON_MS });
});
