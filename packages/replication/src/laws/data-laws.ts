/** Data comes back as it was written: JSON, in any language, and nothing that JSON is not. */
import { deepStrictEqual } from "node:assert/strict";
import { AssertionFailed } from "@tandem/kernel";
import fc from "fast-check";
import { expect } from "vitest";
import { DATA_BYTES_MAX } from "../check-commit.ts";
import { DATA_DEPTH_MAX } from "../check-data.ts";
import type { Data, Json } from "../item.ts";
import { type Bench, createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";

const CASES: Data = {
  texts: [
    "",
    " ",
    "plain",
    "naïve café",
    "日本語",
    "😀👩‍👩‍👧‍👦🏴‍☠️",
    "\u0000\u001f\u007f\u2028\ufeff",
    'quote " back \\ slash /',
    "a#b%23",
  ],
  numbers: [0, 1, -1, 0.1, -273.15, 1e21, -9.5e124, 5e-124, 2 ** 53 - 1, -(2 ** 53) + 1, 2 ** 60, 1 / 3],
  booleans: [true, false],
  nothing: null,
  emptyList: [],
  emptyMap: {},
  lists: [[], [[]], [null, [1, ["two", { three: [3] }]]]],
  maps: { a: { b: { c: { d: { e: null } } } } },
  // Names that are special to JavaScript, to DynamoDB's expressions, or to our own items.
  names: {
    constructor: 1,
    toString: "2",
    "#a": 3,
    ":b": 4,
    "c.d": 5,
    "e[0]": 6,
    "😀": 7,
    pk: 8,
    ttl: 9,
    "n:x": 10,
    S: "11",
  },
};

export const dataLaws: readonly Law[] = [
  law("data comes back as it was written: text, numbers, lists and maps, empty or nested", async (harness) => {
    const bench = createBench(harness);

    expect(await roundTrip(bench, CASES)).toStrictEqual(CASES);
  }),

  law("an undefined member is left out, and minus zero is zero", async (harness) => {
    const bench = createBench(harness);

    const data = await roundTrip(bench, { kept: null, left: undefined, in: [{ kept: 1, left: undefined }], zero: -0 });

    expect(data).toStrictEqual({ kept: null, in: [{ kept: 1 }], zero: 0 });
  }),

  law("what stands is not changed by whoever wrote it or read it", async (harness) => {
    const bench = createBench(harness);
    const list = [1];
    await bench.done(bench.fact("A", { data: { list } }));

    list.push(2);
    const read = await bench.item("A");
    if (read?.kind === "fact") Reflect.set(Object(read.data["list"]), "0", 3);

    expect(await bench.item("A")).toMatchObject({ data: { list: [1] } });
  }),

  law("data of the most bytes and levels is taken, also where DynamoDB counts more than JSON", async (harness) => {
    const bench = createBench(harness);
    const digits = Array.from({ length: DATA_BYTES_MAX / 2 - 10 }, () => 7);
    const largest = { text: "é".repeat(DATA_BYTES_MAX / 2 - 10) };

    expect(await roundTrip(bench, { digits })).toStrictEqual({ digits });
    expect(await roundTrip(bench, largest)).toStrictEqual(largest);
    expect(await roundTrip(bench, nested(DATA_DEPTH_MAX - 1))).toStrictEqual(nested(DATA_DEPTH_MAX - 1));
  }),

  law("what DynamoDB could not hold is refused before it is sent", async (harness) => {
    const { commit, fact, items, table } = createBench(harness);
    const bad: readonly Data[] = [
      { text: "x".repeat(DATA_BYTES_MAX) },
      nested(DATA_DEPTH_MAX + 1),
      { number: Number.NaN },
      { number: Number.POSITIVE_INFINITY },
      { number: 1e126 },
      { number: 1e-126 },
      { text: "half \ud83d" },
      { "half \udc00": 1 },
      { "": "nameless" },
      JSON.parse('{"__proto__": {"a": 1}}'),
      { date: new Date(0) as unknown as Data },
      { list: [undefined as unknown as Json] },
    ];

    for (const data of bad) {
      await expect(table.commit(commit(fact("A", { data })))).rejects.toThrow(AssertionFailed);
    }
    expect(await items()).toEqual([]);
  }),

  law("any JSON comes back as it was written", async (harness) => {
    const bench = createBench(harness);
    let count = 0;

    await fc.assert(
      fc.asyncProperty(fc.dictionary(memberName, json), async (data) => {
        count += 1;
        // Not `toStrictEqual`: it compares members named `constructor` by identity.
        deepStrictEqual(await roundTrip(bench, data, `F${count}`), JSON.parse(JSON.stringify(data)));
      }),
      { numRuns: harness.historyCount },
    );
  }),
];

const memberName = fc.string({ unit: "binary", minLength: 1 }).filter((name) => name !== "__proto__");
const number = fc
  .double({ noNaN: true, min: -1e125, max: 1e125 })
  .filter((value) => value === 0 || Math.abs(value) >= 1e-125);
const { json } = fc.letrec<{ json: Json }>((again) => ({
  json: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false),
    number,
    fc.string({ unit: "binary" }),
    fc.array(again("json"), { maxLength: 5 }),
    fc.dictionary(memberName, again("json"), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

async function roundTrip(bench: Bench, data: Data, name = `F${Object.keys(data).join().slice(0, 20)}`): Promise<Data> {
  await bench.done(bench.fact(name, { data }));
  const item = await bench.item(name);
  return item?.kind === "fact" ? item.data : {};
}

function nested(levels: number): Data {
  return levels === 0 ? {} : { deeper: nested(levels - 1) };
}
