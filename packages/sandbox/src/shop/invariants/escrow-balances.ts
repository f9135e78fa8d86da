/**
 * A region's books of a product: at every moment, in every replica, what was put in less what was spent plus what came back is what is
 * left, and nothing is below zero. At the end each entry has its paper: spent by the orders placed there, given back by releases.
 */
import { type EscrowRecord, escrowRecord } from "../escrow-record.ts";
import type { Ending } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { sum } from "../pieces.ts";

export const escrowBalances: Invariant = {
  name: "escrow balances",
  promise: "The books of a region's stock add up at every moment, and nothing is ever sold that is not there.",
  breaches({ changes, endings }) {
    const during = changes.flatMap(({ region, after }) => {
      const record = escrowRecord(after);
      return record === undefined || adds(record)
        ? []
        : [breach(record, `do not add up in ${region}: ${tell(record)}`)];
    });
    return [...during, ...endings.flatMap(withoutPaper)];
  },
};

function adds({ available, stocked, spent, returned }: EscrowRecord): boolean {
  return available >= 0 && stocked + returned - spent === available;
}

function withoutPaper({ region, items, orders }: Ending): readonly Breach[] {
  const records = items.flatMap((item) => escrowRecord(item) ?? []);
  return records.flatMap((record) => {
    const lines = [...orders.values()].flatMap(({ placed, released }) =>
      placed
        .filter((twin) => twin.region === record.region)
        .flatMap((twin) => twin.lines.map((line) => ({ ...line, isReturned: released.has(twin.region) }))),
    );
    const own = lines.filter(({ sku }) => sku === record.sku);
    const spent = sum(own.map(({ quantity }) => quantity));
    const returned = sum(own.filter(({ isReturned }) => isReturned).map(({ quantity }) => quantity));
    if (spent === record.spent && returned === record.returned) return [];
    return [breach(record, `say ${tell(record)} in ${region}, and its orders ${spent} spent and ${returned} returned`)];
  });
}

function breach({ sku, region }: EscrowRecord, says: string): Breach {
  return { says: `the books of ${sku} of ${region} ${says}`, about: sku };
}

function tell({ stocked, spent, returned, available }: EscrowRecord): string {
  return `${stocked} stocked, ${spent} spent, ${returned} returned, ${available} left`;
}
