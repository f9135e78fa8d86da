import { expect, test } from "vitest";
import { runDigest } from "./run-digest.ts";

test("a run's digest does not depend on which history ended first, and on nothing else", () => {
  const one = new Map([
    [1, "a"],
    [2, "b"],
  ]);
  const other = new Map([...one].toReversed());

  expect(runDigest(other)).toBe(runDigest(one));
  expect(runDigest(new Map([...one, [3, "c"]]))).not.toBe(runDigest(one));
  expect(runDigest(new Map([...one, [2, "c"]]))).not.toBe(runDigest(one));
});
