import { region } from "@tandem/kernel";
import { expect, it } from "vitest";
import { lastWriterWinsPerField } from "./answer.ts";
import { declareFragment } from "./fragment-kind.ts";
import type { FragmentItem } from "./item.ts";
import { makePartition } from "./key.ts";
import { formatStamp } from "./stamp.ts";

const EAST = region("us-east-1");
const CUSTOMER = makePartition(["CUSTOMER", "cus_1"]);

const Profile = declareFragment({
  name: "PROFILE",
  version: 2,
  parse: (data) => {
    const { name } = data as { readonly name?: string };
    return name === undefined ? {} : { name };
  },
  upcasters: { 1: ({ nick, ...data }) => ({ ...data, name: nick }) },
  answer: lastWriterWinsPerField(),
});
const KEY = Profile.key({ partition: CUSTOMER, region: EAST });

function standing(words: Partial<FragmentItem>): FragmentItem {
  const { partition, sort } = KEY;
  const stamp = formatStamp({ ms: 0, counter: 0, region: EAST });
  const item = { partition, sort, region: EAST, stamp, commitId: "cmt_read", v: 2, data: {} } as const;
  return { kind: "fragment", ...item, ...words };
}

it("replaces exactly the version that was read, or nothing", () => {
  expect(Profile.write({ key: KEY, over: undefined, data: { name: "Ada" } })).toEqual({
    type: "fragment",
    key: KEY,
    v: 2,
    expected: "absent",
    data: { name: "Ada" },
  });
  expect(Profile.write({ key: KEY, over: standing({}), data: {}, wake: "changed" })).toMatchObject({
    expected: "cmt_read",
    wake: "changed",
  });
});

it("an older version that is replaced leaves nothing of itself behind", () => {
  const older = standing({ v: 1, data: { nick: "Ada" } });

  expect(Profile.write({ key: KEY, over: older, data: { ...Profile.read(older) } })).toMatchObject({
    v: 2,
    data: { name: "Ada" },
  });
});

it("an edit over a newer version keeps what this one does not know, under the version that knows it", () => {
  const newer = standing({ v: 3, data: { name: "Ada", pronouns: "she" } });

  expect(Profile.write({ key: KEY, over: newer, data: {} })).toMatchObject({ v: 3, data: { pronouns: "she" } });
  expect(Profile.write({ key: KEY, over: newer, data: { name: "Eve" } }).data).toEqual({
    name: "Eve",
    pronouns: "she",
  });
});

it("what was read elsewhere is not what is replaced here", () => {
  const elsewhere = standing({ sort: "PROFILE#us-west-2" });

  expect(() => Profile.write({ key: KEY, over: elsewhere, data: {} })).toThrow("replaces what was read there");
});

it("a fact is no fragment, whatever it is called", () => {
  expect(Profile.is({ ...standing({}), kind: "fact" })).toBe(false);
  expect(Profile.readAll([standing({ data: { name: "Ada" } })])).toMatchObject([{ data: { name: "Ada" }, tail: [] }]);
});
