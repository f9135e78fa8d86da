/** The item that a fact will stand as once its commit is done: for deciding, before, what it will oblige to. */
import type { FactItem } from "./item.ts";
import type { Commit, FactWrite } from "./write.ts";

export function factItem(write: FactWrite, commit: Pick<Commit, "id" | "stamp">): FactItem {
  return {
    kind: "fact",
    partition: write.key.partition,
    sort: write.key.sort,
    region: write.key.region,
    v: write.v,
    stamp: commit.stamp,
    commitId: commit.id,
    data: write.data,
    ...(write.wake === undefined ? {} : { wake: write.wake }),
    ...(write.expiresAtS === undefined ? {} : { expiresAtS: write.expiresAtS }),
  };
}
