/**
 * What a product's details oblige a region to: to tell people of edits that a merge decided against, two of one field of which neither
 * knew the other. Nothing else follows from them.
 */
import type { RecordState } from "@tandem/delivery";
import { type Item, lostEdits, type Partition } from "@tandem/replication";
import type { Decided } from "../conflicts/conflict.ts";
import { type NotedNow, noteConflicts } from "../conflicts/note-conflicts.ts";
import { type ProductFields, productFragments } from "./product.ts";

const PRODUCTS = "PRODUCT#";

export function isProductPartition(partition: Partition): boolean {
  return partition.startsWith(PRODUCTS);
}

export function settleProduct({ record, items, region, stamp }: RecordState): NotedNow {
  return noteConflicts({ partition: record, items, region, stamp, decided: decidedEdits(record, items) });
}

function decidedEdits(partition: Partition, items: readonly Item[]): readonly Decided[] {
  return lostEdits<ProductFields>(productFragments(items)).map(({ field, winner, loser }) => ({
    kind: "product-field",
    subject: `${partition.slice(PRODUCTS.length)} ${field}`,
    winner: { stamp: winner.stamp, value: winner.value },
    loser: { stamp: loser.stamp, value: loser.value },
    reason: "Two regions edited one field, and neither knew of the other's edit: the later counts.",
  }));
}
