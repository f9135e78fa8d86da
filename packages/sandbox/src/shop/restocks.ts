/** What was put into stock, as its operators know it: what they were told is there, and what may be there though nobody told them. */
import type { Region } from "@tandem/kernel";
import type { Evidence } from "./evidence.ts";
import { isDone, isOf, isRefused } from "./try.ts";

export interface Restock {
  readonly region: Region;
  readonly sku: string;
  /** Acknowledged; 0 if nobody was told. */
  readonly acknowledged: number;
  /** The most that may have been put in: more than was acknowledged only where an answer was lost. */
  readonly asked: number;
}

/**
 * One entry a key, region and product: tried again, it is the same restock. Whoever was told of two quantities under one key counts on both,
 * so that a key which answers for another quantity is seen in the books.
 */
export function restocks({ tries }: Evidence): readonly Restock[] {
  const byKey = Map.groupBy(
    tries.filter(isOf("restock")),
    ({ operation, region }) => `${operation.key} ${region} ${operation.sku}`,
  );
  return [...byKey.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { region, operation } = first;
    const told = new Set(all.filter(isDone).map((tried) => tried.operation.quantity));
    const acknowledged = [...told].reduce((sum, quantity) => sum + quantity, 0);
    const open = all.filter((tried) => !isRefused(tried)).map((tried) => tried.operation.quantity);
    return [{ region, sku: operation.sku, acknowledged, asked: acknowledged || Math.max(0, ...open) }];
  });
}
