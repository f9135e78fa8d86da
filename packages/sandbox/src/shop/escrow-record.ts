/** A region's share of a product as its counter says it, read without the shop's help. */
import type { Region } from "@tandem/kernel";
import type { CounterItem, Item } from "@tandem/replication";

export interface EscrowRecord {
  readonly region: Region;
  readonly sku: string;
  readonly available: number;
  readonly stocked: number;
  readonly spent: number;
  readonly returned: number;
}

const STOCK = "STOCK#";

export function escrowRecord(item: Item | undefined): EscrowRecord | undefined {
  if (item?.kind !== "counter" || !item.partition.startsWith(STOCK)) return undefined;
  const [sku = ""] = item.partition.slice(STOCK.length).split("#");
  const number = (name: keyof CounterItem["numbers"]) => item.numbers[name] ?? 0;
  return {
    region: item.region,
    sku,
    available: number("available"),
    stocked: number("stocked"),
    spent: number("spent"),
    returned: number("returned"),
  };
}
