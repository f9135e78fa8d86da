import { region } from "@tandem/kernel";
import { expect, test } from "vitest";
import { type Change, hintsOf } from "./forward.ts";

const EAST = region("us-east-1");
const PLACED: Change = {
  partition: "ORDER#ord_1",
  sort: "PLACED#us-west-2",
  region: "us-west-2",
  wake: "changed",
  record: undefined,
};
const PROMISED: Change = {
  partition: "OUTBOX#us-east-1#3",
  sort: "EVENT#2026-11-21T12:00:00.000Z/0000/us-east-1#evt_1#us-east-1",
  region: "us-east-1",
  wake: "outbox",
  record: "ORDER#ord_1",
};

test("a fact that wakes is a hint of its record, whichever region wrote it", () => {
  expect(hintsOf([PLACED], EAST)).toEqual([{ record: "ORDER#ord_1" }]);
});

test("an outbox item of this region is a hint of the record it is about, and names itself", () => {
  const outbox = { partition: PROMISED.partition, sort: PROMISED.sort };

  expect(hintsOf([PROMISED], EAST)).toEqual([{ record: "ORDER#ord_1", outbox }]);
  expect(hintsOf([PLACED, PROMISED, PLACED], EAST)).toEqual([{ record: "ORDER#ord_1", outbox }]);
});

test.each([
  ["another region's outbox item, which is that region's work", { ...PROMISED, region: "us-west-2" }],
  ["an item that wakes nobody", { ...PLACED, wake: undefined }],
  ["a word that is not known here", { ...PLACED, wake: "tomorrow" }],
  ["an outbox item that names no record", { ...PROMISED, record: undefined }],
  ["a region that is none", { ...PROMISED, region: "" }],
])("no hint for %s", (_, change) => {
  expect(hintsOf([change], EAST)).toEqual([]);
});
