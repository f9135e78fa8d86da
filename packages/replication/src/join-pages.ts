/**
 * One page of a partition that is read from several replicas at once: what `join-replicas.ts` says of whole partitions, page by page. Each
 * replica gives its own page from the same place on; the joined page ends where the first of them does not know how it goes on, so
 * none of them is skipped, and the next page begins there.
 */
import type { Region } from "@tandem/kernel";
import { joinReplicas } from "./join-replicas.ts";
import type { Page, PageOptions } from "./region-table.ts";
import { compareUtf8 } from "./utf8-order.ts";

export interface ReplicaPage {
  readonly region: Region;
  readonly page: Page;
}

export function joinPages(pages: readonly ReplicaPage[], { limit, order }: PageOptions): Page {
  const compare = order === "ascending" ? compareUtf8 : (left: string, right: string) => compareUtf8(right, left);
  const [end] = pages.flatMap(({ page }) => page.next ?? []).toSorted(compare);
  const joined = joinReplicas(pages.map(({ region, page }) => ({ region, items: page.items })));
  const known = joined
    .filter(({ sort }) => end === undefined || compare(sort, end) <= 0)
    .toSorted((left, right) => compare(left.sort, right.sort));
  const items = known.slice(0, limit);
  return { items, next: known.length > limit ? items.at(-1)?.sort : end };
}
