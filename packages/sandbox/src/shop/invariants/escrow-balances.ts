/**
 * A region's books of a product, shard by shard: at every moment, in every replica, what was put in less what was spent plus what came
 * back, and what was taken of others less what was given to them, is what is left, and nothing is below zero. At the end each entry has
 * its paper: spent by the orders placed there, given back by releases, and taken only if the other region's books say that it was given.
 */
import { type EscrowRecord, escrowRecord } from "../escrow-record.ts";
import type { Ending } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { sum } from "../pieces.ts";

export const escrowBalances: Invariant = {
  name: "escrow balances",
  promise: "The books of a region's stock add up at every moment, and nothing is ever sold or given that is not there.",
  breaches({ changes, endings }) {
    const during = changes.flatMap(({ region, after }) => {
      const record = escrowRecord(after);
      return record === undefined || adds(record)
        ? []
        : [breach(record, `do not add up in ${region}: ${tell(record)}`)];
    });
    const checks = [withoutPaper, takenOfNobody, soldWithoutTaking];
    return [...during, ...endings.flatMap((ending) => checks.flatMap((check) => check(ending)))];
  },
};

function adds({ available, stocked, spent, returned, given, taken }: EscrowRecord): boolean {
  const moved = sum(Object.values(taken)) - sum(Object.values(given));
  return available >= 0 && stocked + returned - spent + moved === available;
}

function withoutPaper({ region, items, orders }: Ending): readonly Breach[] {
  const records = items.flatMap((item) => escrowRecord(item) ?? []);
  const taken = [...orders.values()].flatMap(({ placed, released }) =>
    placed.flatMap((twin) =>
      twin.taken.map((part) => ({ ...part, region: twin.region, isReturned: released.has(twin.region) })),
    ),
  );
  return records.flatMap((record) => {
    const own = taken.filter(
      (part) => part.region === record.region && part.sku === record.sku && part.shard === record.shard,
    );
    const spent = sum(own.map(({ quantity }) => quantity));
    const returned = sum(own.filter(({ isReturned }) => isReturned).map(({ quantity }) => quantity));
    if (spent === record.spent && returned === record.returned) return [];
    return [breach(record, `say ${tell(record)} in ${region}, and its orders ${spent} spent and ${returned} returned`)];
  });
}

/**
 * What is given and not taken is on its way; the other way round it comes from nowhere. Between regions pieces stay in their shard; what a
 * region moves between its own shards it gives to itself, and takes in the same commit.
 */
function takenOfNobody({ region, items }: Ending): readonly Breach[] {
  const records = items.flatMap((item) => escrowRecord(item) ?? []);
  return records.flatMap((record) =>
    Object.entries(record.taken).flatMap(([giver, quantity]) => {
      const isOwn = giver === record.region;
      const sources = records.filter(
        (other) => other.region === giver && other.sku === record.sku && (isOwn || other.shard === record.shard),
      );
      const given = sum(sources.map((source) => source.given[record.region] ?? 0));
      const taken = isOwn ? sum(sources.map((source) => source.taken[giver] ?? 0)) : quantity;
      if (isOwn ? taken === given : taken <= given) return [];
      return [breach(record, `say ${taken} taken of ${giver} in ${region}, and that has given ${given}`)];
    }),
  );
}

/** An order takes what it sells, from whichever shards. */
function soldWithoutTaking({ region, orders }: Ending): readonly Breach[] {
  return [...orders.values()].flatMap(({ orderId, placed }) =>
    placed.flatMap((twin) =>
      twin.lines.flatMap(({ sku, quantity }) => {
        const taken = sum(twin.taken.filter((part) => part.sku === sku).map((part) => part.quantity));
        if (taken === quantity) return [];
        const says = `${orderId} of ${twin.region} in ${region} sells ${quantity} ${sku} and takes ${taken}`;
        return [{ says, about: orderId }];
      }),
    ),
  );
}

function breach({ sku, shard, region }: EscrowRecord, says: string): Breach {
  return { says: `the books of ${sku} of ${region}, shard ${shard}, ${says}`, about: sku };
}

function tell({ stocked, spent, returned, available, given, taken }: EscrowRecord): string {
  const moved = `${sum(Object.values(taken))} taken, ${sum(Object.values(given))} given`;
  return `${stocked} stocked, ${spent} spent, ${returned} returned, ${moved}, ${available} left`;
}
