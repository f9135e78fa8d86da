import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { leftoverMarkers } from "./leftover-markers.ts";

const FILE = "packages/shop/src/a.ts";

test("a marker in a comment is caught, in any kind of comment", () => {
  expect(check(leftoverMarkers, { [FILE]: "// TODO: later\n" })).toEqual([`${FILE}:1 carries a TODO`]);
  expect(check(leftoverMarkers, { [FILE]: "const a = 1;\n/** Works.\n * FIXME */" })).toEqual([
    `${FILE}:2 carries a FIXME`,
  ]);
});

test("the same letters in code or inside a word pass", () => {
  expect(check(leftoverMarkers, { [FILE]: '// A mastodon.\nconst list = "TODO";' })).toEqual([]);
});
