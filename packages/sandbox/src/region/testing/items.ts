/** Items in few words, as a replica holds them, for tests that look at nothing but where they lie and who wrote them last. */
import { type Region, region } from "@tandem/kernel";
import { type FactItem, formatStamp, makeKey, makePartition, type Partition } from "@tandem/replication";

export const EAST = region("us-east-1");
export const WEST = region("us-west-2");
export const SOUTH = region("eu-south-1");

export interface ItemWords {
  readonly name: string;
  readonly record?: string;
  readonly region?: Region;
  readonly wake?: string;
  readonly expiresAtS?: number;
  /** What it says. */
  readonly value?: number;
}

export function partitionOf(record = "1"): Partition {
  return makePartition(["ORDER", record]);
}

/** A fact that says `value`. */
export function item({ name, record, region = EAST, value = 0, wake, expiresAtS }: ItemWords): FactItem {
  const { partition, sort } = makeKey({ partition: partitionOf(record), name, region });
  return {
    kind: "fact",
    partition,
    sort,
    region,
    v: 1,
    stamp: formatStamp({ ms: 1, counter: 0, region }),
    commitId: `${name}-${value}`,
    data: { value },
    ...(wake === undefined ? {} : { wake }),
    ...(expiresAtS === undefined ? {} : { expiresAtS }),
  };
}

/** What a `replace` takes to put it there. */
export function put(words: ItemWords) {
  const after = item(words);
  return { partition: after.partition, sort: after.sort, after };
}

/** What a `replace` takes to take it away. */
export function removal(words: ItemWords) {
  return { ...put(words), after: undefined };
}
