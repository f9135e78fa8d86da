import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseRegression, readRegressionFiles, regressionText } from "./regression-file.ts";

const simulation = {
  parse(data: unknown): number {
    if (typeof data !== "number") throw new Error("has a scenario that is no number");
    return data;
  },
};
const regression = { seed: 42, promise: "nothing is lost", found: "A retry was taken for a new order.", scenario: 7 };
const text = regressionText(regression);

test("what is written is read back", () => {
  expect(parseRegression({ name: "42.json", text }, simulation)).toEqual({ format: 1, ...regression });
  expect(parseRegression({ name: "42-retry-moved.json", text }, simulation).scenario).toBe(7);
});

test.each([
  ["notes.txt", text, /is not named/],
  ["43.json", text, /says seed 42/],
  ["42.json", text.slice(0, 30), /JSON/],
  ["42.json", "[]", /is not an object/],
  ["42.json", text.replace('"format": 1', '"format": 2'), /has the format 2/],
  ["42.json", text.replace('"scenario": 7', '"scenario": "x"'), /no number/],
  ["42.json", text.replace('"found": "A retry', '"found": "", "more": "A retry'), /unknown member "more"/],
  ["42.json", text.replace("A retry was taken for a new order.", "?"), /what it found/],
  ["42.json", text.replace("nothing is lost", ""), /names no promise/],
])("%s that is broken fails with its name and the reason", (name, broken, reason) => {
  const read = () => parseRegression({ name, text: broken }, simulation);

  expect(read).toThrow(reason);
  expect(read).toThrow(name);
});

test("every file of a folder is read, so that a misnamed one is noticed", () => {
  const folder = mkdtempSync(join(tmpdir(), "tandem-regressions-"));
  try {
    writeFileSync(join(folder, "42.json"), text);
    writeFileSync(join(folder, "42.json.orig"), "");

    expect(readRegressionFiles(folder)).toEqual([
      { name: "42.json", text },
      { name: "42.json.orig", text: "" },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
