export {
  type AddWinsSet,
  addWinsSet,
  type DifferingAdds,
  differingAdds,
  joinAddWinsSets,
  livingAdds,
  observedAdds,
} from "./add-wins-set.ts";
export {
  type AddWins,
  type Answer,
  addWins,
  type CounterAnswer,
  type FactAnswer,
  type Folded,
  type FragmentAnswer,
  folded,
  type InEscrow,
  inEscrow,
  type LastWriterWinsPerField,
  lastWriterWinsPerField,
  type ObservedRemove,
  type OwnRegionOnly,
  observedRemove,
  ownRegionOnly,
  type SideBySide,
  sideBySide,
} from "./answer.ts";
export { canonicalText } from "./canonical-text.ts";
export { COMMIT_WRITES_MAX, checkCommit, DATA_BYTES_MAX } from "./check-commit.ts";
export { checkReadItems, checkReadPartitions, checkWalk, type PageStart, pageStart } from "./check-read.ts";
export { type CounterDeclaration, type CounterKind, declareCounter } from "./counter-kind.ts";
export {
  type ByRegion,
  type Escrow,
  type EscrowPlace,
  EscrowShare,
  escrowOf,
  isBalanced,
  readEscrow,
  returnToEscrow,
  stockEscrow,
  takeFromEscrow,
} from "./escrow.ts";
export { type Gathering, gatherEscrow } from "./escrow-gather.ts";
export {
  EscrowGiven,
  EscrowTaken,
  giveEscrow,
  type Transfer,
  takeGiven,
  untaken,
} from "./escrow-transfer.ts";
export { factItem } from "./fact-item.ts";
export { declareFact, type FactKind, type FactOptions } from "./fact-kind.ts";
export { type FoldLine, type FoldTable, foldTable, type Subset } from "./fold-table.ts";
export { declareFragment, type FragmentKind, type FragmentOptions } from "./fragment-kind.ts";
export {
  type CounterItem,
  type Data,
  type FactItem,
  type FragmentItem,
  type Item,
  isExpired,
  type Json,
} from "./item.ts";
export type { DataDeclaration, ItemKind, Place, Reading, Upcaster, Upcasters } from "./item-kind.ts";
export { joinReplicas, type ReplicaItems } from "./join-replicas.ts";
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
export { type LostEdit, lostEdits } from "./lost-edits.ts";
export { createMemoryRegionTable, type MemoryRegionTableOptions } from "./memory-region-table.ts";
export { createMemoryReplica, type ItemChange, type MemoryReplica } from "./memory-replica.ts";
export {
  type Added,
  joinObservedRemoveSets,
  type ObservedRemoveSet,
  observedRemoveSet,
  standing,
} from "./observed-remove-set.ts";
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
  editRegisters,
  later,
  mergeRegisters,
  newestEdit,
  ownRegisters,
  type Register,
  type Registers,
  type SeenStamps,
} from "./register.ts";
export {
  NEW_SESSION,
  type Session,
  WRITTEN_RECORDS_MAX,
  type WrittenRecord,
} from "./session.ts";
export { openSession, type SessionTable, type SessionTableOptions } from "./session-table.ts";
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
export { createStampClock, type StampClock, TABLE_TIME_RESOLUTION_MS } from "./stamp-clock.ts";
export { compareUtf8 } from "./utf8-order.ts";
export { type Found, isFinal, verdictOn } from "./verdict.ts";
export { formatWalkPlace, parseWalkPlace, type WalkPlace } from "./walk-place.ts";
export type {
  AbsentCheck,
  Adjustment,
  AdjustWrite,
  Commit,
  EraseWrite,
  FactWrite,
  FragmentWrite,
  Write,
} from "./write.ts";
