/** A shard of a region's share of a product as its counter says it, read without the shop's help. */
import type { Region } from "@tandem/kernel";
import type { Item } from "@tandem/replication";

export interface EscrowRecord {
  readonly region: Region;
  readonly sku: string;
  readonly shard: string;
  readonly available: number;
  readonly stocked: number;
  readonly spent: number;
  readonly returned: number;
  /** All that was ever given to other regions, and taken of what they gave, by region. */
  readonly given: Moved;
  readonly taken: Moved;
}

export type Moved = Readonly<Record<string, number>>;

const STOCK = "STOCK#";
const GIVEN = "given:";
const TAKEN = "taken:";

export function escrowRecord(item: Item | undefined): EscrowRecord | undefined {
  if (item?.kind !== "counter" || !item.partition.startsWith(STOCK)) return undefined;
  const [sku = "", shard = ""] = item.partition.slice(STOCK.length).split("#");
  const number = (name: string) => item.numbers[name] ?? 0;
  const moved = (prefix: string) => {
    const names = Object.keys(item.numbers).filter((name) => name.startsWith(prefix));
    return Object.fromEntries(names.map((name) => [name.slice(prefix.length), number(name)]));
  };
  return {
    region: item.region,
    sku,
    shard,
    available: number("available"),
    stocked: number("stocked"),
    spent: number("spent"),
    returned: number("returned"),
    given: moved(GIVEN),
    taken: moved(TAKEN),
  };
}
