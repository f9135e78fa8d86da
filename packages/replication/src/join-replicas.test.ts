import { region } from "@tandem/kernel";
import { expect, it } from "vitest";
import type { FragmentItem, Item } from "./item.ts";
import { joinReplicas } from "./join-replicas.ts";
import { makePartition } from "./key.ts";
import { formatStamp } from "./stamp.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const SOUTH = region("sa-east-1");

function noteOf(owner: string, atMs: number): FragmentItem {
  return {
    kind: "fragment",
    partition: makePartition(["NOTES", "1"]),
    sort: `NOTE#${owner}`,
    v: 1,
    region: region(owner),
    stamp: formatStamp({ ms: atMs, counter: 0, region: region(owner) }),
    commitId: `cmt_${owner}_${atMs}`,
    data: { atMs },
  };
}

function shown(items: readonly Item[]): readonly string[] {
  return items.map(({ commitId }) => commitId);
}

it("each region's items are as its own replica has them", () => {
  const east = { region: EAST, items: [noteOf(EAST, 5), noteOf(WEST, 1)] };
  const west = { region: WEST, items: [noteOf(EAST, 3), noteOf(WEST, 7)] };

  expect(shown(joinReplicas([east, west]))).toEqual(["cmt_us-east-1_5", "cmt_us-west-2_7"]);
  expect(joinReplicas([west, east, west])).toEqual(joinReplicas([east, west]));
});

it("what its own region has erased is not brought back by another replica", () => {
  const east = { region: EAST, items: [] };
  const west = { region: WEST, items: [noteOf(EAST, 3), noteOf(WEST, 7)] };

  expect(shown(joinReplicas([east, west]))).toEqual(["cmt_us-west-2_7"]);
});

it("of a region that was not read, the newest counts that anybody has", () => {
  const east = { region: EAST, items: [noteOf(SOUTH, 2)] };
  const west = { region: WEST, items: [noteOf(SOUTH, 4)] };

  expect(shown(joinReplicas([east, west]))).toEqual(["cmt_sa-east-1_4"]);
  expect(joinReplicas([west, east])).toEqual(joinReplicas([east, west]));
});
