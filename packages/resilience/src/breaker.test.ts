import { expect, it } from "vitest";
import { createBreaker } from "./breaker.ts";

const SETTINGS = { failuresMax: 3, openMs: 2_000, trialMs: 1_500 };

function brokenAt(elapsedMs: number) {
  const breaker = createBreaker(SETTINGS);
  for (let failure = 0; failure < SETTINGS.failuresMax; failure += 1) breaker.failed(elapsedMs);
  return breaker;
}

it("lets everyone through until so many failures came in a row", () => {
  const breaker = createBreaker(SETTINGS);

  breaker.failed(0);
  breaker.failed(0);
  breaker.succeeded();
  breaker.failed(0);
  breaker.failed(0);

  expect(breaker.admits(0)).toBe(true);
  breaker.failed(0);
  expect(breaker.admits(0)).toBe(false);
});

it("after a while lets one through, and the others when that one was answered", () => {
  const breaker = brokenAt(10_000);

  expect(breaker.admits(11_999)).toBe(false);
  expect([breaker.admits(12_000), breaker.admits(12_000)]).toEqual([true, false]);
  breaker.succeeded();
  expect([breaker.admits(12_100), breaker.admits(12_100)]).toEqual([true, true]);
});

it("a trial that failed closes the way for as long again", () => {
  const breaker = brokenAt(0);

  expect(breaker.admits(2_000)).toBe(true);
  breaker.failed(3_000);

  expect(breaker.admits(4_999)).toBe(false);
  expect(breaker.admits(5_000)).toBe(true);
});

it("a trial of which nothing is heard does not close the way for ever", () => {
  const breaker = brokenAt(0);

  expect(breaker.admits(2_000)).toBe(true);
  expect(breaker.admits(3_499)).toBe(false);
  expect(breaker.admits(3_500)).toBe(true);
});
