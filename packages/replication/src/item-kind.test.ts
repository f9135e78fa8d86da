import { createManualClock, region } from "@tandem/kernel";
import { expect, it } from "vitest";
import { folded, ownRegionOnly } from "./answer.ts";
import { declareCounter } from "./counter-kind.ts";
import { factItem } from "./fact-item.ts";
import { declareFact } from "./fact-kind.ts";
import type { Data, FactItem } from "./item.ts";
import { makePartition } from "./key.ts";
import { undeclaredFact } from "./laws/undeclared.ts";
import { createMemoryRegionTable } from "./memory-region-table.ts";
import { formatStamp } from "./stamp.ts";
import type { AdjustWrite, FactWrite, FragmentWrite } from "./write.ts";

const EAST = region("us-east-1");
const NOON_MS = Date.UTC(2026, 10, 21, 12);
const ORDER = makePartition(["ORDER", "ord_1"]);
const STAMP = formatStamp({ ms: NOON_MS, counter: 0, region: EAST });

interface Members {
  readonly [name: string]: unknown;
}

/** Version 1 said `sku`; version 2 said `skus`; version 3 counts them. */
const Placed = declareFact({
  name: "PLACED",
  version: 3,
  parse: (data) => {
    const { skus, count } = data as Members;
    if (!Array.isArray(skus) || typeof count !== "number") throw new TypeError("skus and their count are missing");
    return { skus: skus.map(String), count };
  },
  upcasters: {
    1: ({ sku, ...data }) => ({ ...data, skus: [sku ?? null] }),
    2: ({ skus, ...data }) => ({ ...data, skus, count: Array.isArray(skus) ? skus.length : 0 }),
  },
  answer: folded("an order is one whichever region took it on"),
});
const PLACE = Placed.key({ partition: ORDER, region: EAST });

function written(v: number, data: Data): FactItem {
  return factItem(undeclaredFact({ key: PLACE, v, data }), { id: "cmt_00000001", stamp: STAMP });
}

it("what is written says its kind's name and version, under a key of the kind's own", () => {
  expect(Placed.write({ key: PLACE, data: { skus: ["LAMP"], count: 1 }, wake: "changed", expiresAtS: 9 })).toEqual({
    type: "fact",
    key: { partition: ORDER, sort: "PLACED#us-east-1", region: EAST },
    v: 3,
    data: { skus: ["LAMP"], count: 1 },
    wake: "changed",
    expiresAtS: 9,
  });
});

it("an older version is read step by step, and this one as it stands", () => {
  expect(Placed.read(written(1, { sku: "LAMP" }))).toEqual({ skus: ["LAMP"], count: 1 });
  expect(Placed.read(written(2, { skus: ["LAMP", "DESK"] }))).toEqual({ skus: ["LAMP", "DESK"], count: 2 });
  expect(Placed.read(written(3, { skus: ["LAMP"], count: 7 }))).toEqual({ skus: ["LAMP"], count: 7 });
});

it("a newer version is read as far as it is known, or refused where half of it would mislead", () => {
  const newer = written(4, { skus: ["LAMP"], count: 1, gift: true });
  const Strict = declareFact({ name: "PLACED", version: 1, parse: toData, answer: folded("ask"), newer: "refuse" });

  expect(Placed.read(newer)).toEqual({ skus: ["LAMP"], count: 1 });
  expect(() => Strict.read(newer)).toThrow("PLACED of version 1: deploy the newer code here");
});

it.each([
  [0, { sku: "LAMP" }, "has version 0"],
  [1.5, { sku: "LAMP" }, "has version 1.5"],
  [3, { skus: "LAMP" }, "has version 3"],
  [4, { bought: ["LAMP"] }, "deploy the newer code here"],
])("what cannot be read is a fault that names it, never left out: version %s", (v, data, says) => {
  const fault = { name: "Fault", code: "rejected", retryable: false };

  expect(() => Placed.readAll([written(v, data)])).toThrow(expect.objectContaining(fault));
  expect(() => Placed.readAll([written(v, data)])).toThrow(`${ORDER} PLACED#us-east-1 has version ${v}`);
  expect(() => Placed.readAll([written(v, data)])).toThrow(says);
});

it("a kind knows its own items among others, in their order, with what their keys say besides", () => {
  const Entry = declareFact({ name: "ENTRY", version: 1, parse: toData, answer: folded("listed once") });
  const Entries = declareFact({ name: "ENTRYWAY", version: 1, parse: toData, answer: folded("not the same word") });
  const items = [
    Entry.write({ key: Entry.key({ partition: ORDER, tail: ["2", "ord_#2"], region: EAST }), data: {} }),
    Entries.write({ key: Entries.key({ partition: ORDER, region: EAST }), data: {} }),
    Entry.write({ key: Entry.key({ partition: ORDER, tail: ["1"], region: EAST }), data: {} }),
  ].map((write) => factItem(write, { id: "cmt_00000001", stamp: STAMP }));

  expect(Entry.readAll(items).map(({ tail }) => tail)).toEqual([["2", "ord_#2"], ["1"]]);
  expect(Entry.is(items[1])).toBe(false);
  expect(Entry.is(undefined)).toBe(false);
});

it("a key or an item of another kind is a mistake", () => {
  const Paid = declareFact({ name: "PAID", version: 1, parse: toData, answer: folded("one charge") });
  const Count = declareCounter({ name: "COUNT", version: 1, answer: ownRegionOnly("a count of this region") });

  expect(() => Paid.write({ key: PLACE, data: {} })).toThrow("is no key of a PAID");
  expect(() => Paid.read(written(1, {}))).toThrow("is not read as a PAID");
  expect(() => Count.write({ key: PLACE, by: { n: { add: 1 } } })).toThrow("is no key of a COUNT");
});

it("an answer to conflict that says nothing is none", () => {
  expect(() => folded(" ")).toThrow("says why");
  expect(() => ownRegionOnly("")).toThrow("says why");
});

it("what no kind has declared does not compile", async () => {
  const table = createMemoryRegionTable({ region: EAST, clock: createManualClock(NOON_MS) });
  const words = { key: PLACE, v: 1, data: {} };
  // @ts-expect-error A fact without a declared answer to conflict.
  const fact: FactWrite = { type: "fact", ...words };
  // @ts-expect-error Nor a fragment.
  const fragment: FragmentWrite = { type: "fragment", ...words, expected: "absent" };
  // @ts-expect-error Nor a counter.
  const adjust: AdjustWrite = { type: "adjust", key: PLACE, v: 1, by: { n: { add: 1 } } };
  // @ts-expect-error And the port takes nothing else.
  const commit = () => table.commit({ id: "cmt_00000001", stamp: STAMP, writes: [{ type: "fact", ...words }] });

  expect([fact, fragment, adjust].map(({ type }) => type)).toEqual(["fact", "fragment", "adjust"]);
  expect(await commit()).toEqual({ ok: true });
});

it("a declaration that leaves something open does not compile", () => {
  const words = { name: "LATE", parse: toData };
  const answer = folded("the same everywhere");
  // @ts-expect-error No answer to conflict.
  const silent = () => declareFact({ ...words, version: 1 });
  // @ts-expect-error Version 2 of three cannot be read.
  const gap = () => declareFact({ ...words, version: 3, answer, upcasters: { 1: (data: Data) => data } });
  // @ts-expect-error There is no version before the first.
  const early = () => declareFact({ ...words, version: 1, answer, upcasters: { 0: (data: Data) => data } });
  // @ts-expect-error Nobody can tell which versions came before.
  const any = (version: number) => declareFact({ ...words, version, answer });
  // @ts-expect-error Numbers are no facts: they are not folded.
  const counter = () => declareCounter({ name: "COUNT", version: 1, answer });

  expect([silent, gap, early, any, counter].every((declare) => typeof declare === "function")).toBe(true);
});

function toData(data: unknown): Data {
  return data as Data;
}
