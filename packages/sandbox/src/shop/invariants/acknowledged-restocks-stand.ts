/** A restock is there in every region's knowledge, once, however often its operator had to ask. */
import { escrowRecord } from "../escrow-record.ts";
import type { Ending } from "../evidence.ts";
import type { Invariant } from "../invariant.ts";
import { sum } from "../pieces.ts";
import { type Restock, restocks } from "../restocks.ts";

export const acknowledgedRestocksStand: Invariant = {
  name: "acknowledged restocks stand",
  promise: "Stock that was acknowledged to an operator is in the books of the region it was put into.",
  breaches(evidence) {
    const shares = Map.groupBy(restocks(evidence), ({ region, sku }) => `${sku} in ${region}`);
    return [...shares].flatMap(([share, all]) => {
      const acknowledged = sum(all.map((restock) => restock.acknowledged));
      return evidence.endings.flatMap((ending) => {
        const stocked = stockedOf(ending, all[0]);
        if (stocked >= acknowledged) return [];
        const says = `${acknowledged} of ${share} were acknowledged, and ${ending.region} knows of ${stocked}`;
        return [{ says, about: all[0]?.sku }];
      });
    });
  },
};

function stockedOf({ items }: Ending, share: Restock | undefined): number {
  const records = items.flatMap((item) => escrowRecord(item) ?? []);
  const shards = records.filter(({ region, sku }) => region === share?.region && sku === share.sku);
  return sum(shards.map(({ stocked }) => stocked));
}
