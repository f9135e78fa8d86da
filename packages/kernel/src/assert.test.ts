import { expect, it } from "vitest";
import { AssertionFailed, assert, must, unreachable } from "./assert.ts";

it("an assertion stops with its message, and lets what holds pass", () => {
  expect(() => assert(false, "the sky is blue")).toThrow(new AssertionFailed("the sky is blue"));
  expect(() => assert("", "an empty text is no condition that holds")).toThrow(AssertionFailed);
  expect(() => assert(1, "one is")).not.toThrow();
});

it("must gives what is there, be it empty, and stops where nothing is", () => {
  expect([must(0, ""), must("", ""), must(false, "")]).toEqual([0, "", false]);
  for (const nothing of [null, undefined]) expect(() => must(nothing, "there is none")).toThrow("there is none");
});

it("what cannot be reached says what reached it", () => {
  expect(() => unreachable({ reason: "new" } as never)).toThrow('unreachable: {"reason":"new"}');
});
