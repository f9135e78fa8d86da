/** What a hint leads to: the record as it stands here, and this region's own outbox item about it, read consistently. */
import { compareStamps, type Item, type RegionTable, type Stamp } from "@tandem/replication";
import type { Hint } from "./hint.ts";
import { type OutboxItem, readOutboxItem } from "./outbox.ts";

export interface Work {
  readonly items: readonly Item[];
  /**
   * Undefined if the hint names none, or if it is gone: the work was done, or is another region's. Undefined too if it is
   * not this record's to end: it names another, or no item of the record is seen. The two are written in one commit, so
   * half of that commit is what was met, and to erase the promise would lose the work.
   */
  readonly outbox: OutboxItem | undefined;
}

export async function readWork(table: RegionTable, hint: Hint): Promise<Work> {
  const [[items = []], outbox] = await Promise.all([
    table.read([hint.record], { consistent: true }),
    readOutbox(table, hint.outbox),
  ]);
  const isOurs = outbox?.record === hint.record && items.length > 0;
  return { items, outbox: isOurs ? outbox : undefined };
}

/** What is written now is later than all of this. */
export function newestStamp({ items, outbox }: Work): Stamp | undefined {
  const stamps = items.map((item) => item.stamp);
  if (outbox !== undefined) stamps.push(outbox.item.stamp);
  return stamps.toSorted(compareStamps).at(-1);
}

async function readOutbox(table: RegionTable, place: Hint["outbox"]): Promise<OutboxItem | undefined> {
  if (place === undefined) return undefined;
  const page = await table.page(place.partition, {
    consistent: true,
    prefix: place.sort,
    limit: 1,
    order: "ascending",
  });
  const standing = page.items.find((item) => item.sort === place.sort);
  return standing === undefined ? undefined : readOutboxItem(standing);
}
