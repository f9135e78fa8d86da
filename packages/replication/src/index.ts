export { COMMIT_WRITES_MAX, checkCommit, DATA_BYTES_MAX } from "./check-commit.ts";
export {
  type CounterItem,
  type Data,
  type FactItem,
  type FragmentItem,
  type Item,
  isExpired,
  type Json,
} from "./item.ts";
export {
  type Key,
  type KeyParts,
  keyOf,
  makeKey,
  makePartition,
  type Partition,
  parseSort,
  type SortParts,
  sortPrefix,
} from "./key.ts";
export {
  type CommitOutcome,
  orderRefusals,
  PAGE_ITEMS_MAX,
  type Page,
  type PageOptions,
  type PeerTable,
  READ_ITEMS_MAX,
  READ_PARTITIONS_MAX,
  type ReadOptions,
  type Refusal,
  type Refusals,
  type RegionTable,
  WALK_ITEMS_MAX,
  type WalkOptions,
} from "./region-table.ts";
export {
  compareStamps,
  formatStamp,
  isStamp,
  parseStamp,
  type Stamp,
  type StampParts,
  stampMs,
  stampTime,
} from "./stamp.ts";
export { createStampClock, type StampClock } from "./stamp-clock.ts";
export type { Adjustment, AdjustWrite, Commit, EraseWrite, FactWrite, FragmentWrite, Write } from "./write.ts";
