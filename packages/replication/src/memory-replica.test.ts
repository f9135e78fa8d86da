import { region } from "@tandem/kernel";
import { expect, it } from "vitest";
import type { FactItem } from "./item.ts";
import { makeKey, makePartition, type Partition } from "./key.ts";
import { createMemoryReplica, type ItemChange } from "./memory-replica.ts";
import { formatStamp } from "./stamp.ts";

const EAST = region("us-east-1");

function item(partition: Partition, name: string, text = ""): FactItem {
  const { sort } = makeKey({ partition, name, region: EAST });
  const stamp = formatStamp({ ms: 1_800_000_000_000, counter: 0, region: EAST });
  return { kind: "fact", partition, sort, v: 1, region: EAST, stamp, commitId: "cmt_12345678", data: { text } };
}

function put(...items: readonly FactItem[]) {
  return items.map((after) => ({ partition: after.partition, sort: after.sort, after }));
}

it("tells of each change what stood before and what stands now, all of one commit at once", () => {
  const replica = createMemoryReplica();
  const partition = makePartition(["ORDER", "1"]);
  const [first, second, other] = [item(partition, "A", "1"), item(partition, "A", "2"), item(partition, "B")];
  const told: (readonly ItemChange[])[] = [];
  replica.replace(put(first));
  const stop = replica.watch((changes) => told.push(changes));

  replica.replace(put(second, other));
  replica.replace([{ partition, sort: other.sort, after: undefined }]);
  stop();
  replica.replace(put(first));

  expect(told).toEqual([
    [
      { partition, sort: second.sort, before: first, after: second },
      { partition, sort: other.sort, before: undefined, after: other },
    ],
    [{ partition, sort: other.sort, before: other, after: undefined }],
  ]);
});

it("removing what is absent is no change", () => {
  const replica = createMemoryReplica();
  const told: (readonly ItemChange[])[] = [];
  replica.watch((changes) => told.push(changes));

  replica.replace([{ partition: makePartition(["ORDER", "1"]), sort: "A#us-east-1", after: undefined }]);

  expect(told).toEqual([[]]);
});

it("a list that was read does not change under its reader", () => {
  const replica = createMemoryReplica();
  const partition = makePartition(["ORDER", "1"]);
  replica.replace(put(item(partition, "A")));
  const list = replica.list(partition);

  replica.replace(put(item(partition, "B")));

  expect(list).toHaveLength(1);
});

it("a scan comes by everything in steps, and not in the order of names", () => {
  const replica = createMemoryReplica();
  const partitions = Array.from({ length: 20 }, (_, index) => makePartition(["ORDER", String(index).padStart(2, "0")]));
  const items = partitions.flatMap((partition) => [item(partition, "A"), item(partition, "B")]);
  replica.replace(put(...items));

  const seen: string[] = [];
  let step = replica.scan(undefined, 3);
  while (step.length > 0) {
    seen.push(...step.map(({ partition, sort }) => `${partition} ${sort}`));
    step = replica.scan(step.at(-1), 3);
  }

  const places = items.map(({ partition, sort }) => `${partition} ${sort}`);
  expect(seen.toSorted()).toEqual(places);
  expect(seen).not.toEqual(places);
});
