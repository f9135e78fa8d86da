/**
 * What a cart obliges a region to do, whoever wrote what it holds: to tell people what a merge had to decide, and to take out of its own items
 * what a customer wanted forgotten. Two things may have to be decided. One key was used for two different adds, in two regions: the
 * earlier counts. Two regions that knew nothing of each other sold one cart under two keys: nothing can decide between two orders that were
 * both acknowledged, so both stand, and people can cancel one.
 *
 * What is forgotten is taken out as by a removal that names it. Erased alone, the key of an add would be free: a late try of the add would put
 * it in once more, and a late try of the erasure would take that away again.
 */

import type { RecordState } from "@tandem/delivery";
import { type Added, compareStamps, differingAdds, keyOf, type Write } from "@tandem/replication";
import type { Decided } from "../conflicts/conflict.ts";
import { type NotedNow, noteConflicts } from "../conflicts/note-conflicts.ts";
import { eraseOlderRequests } from "../profile/erased.ts";
import { type AddedLine, type CartItems, ownTurn, readCartItems, removalFact, turnWrite } from "./cart-items.ts";

/** Of one commit, which has conflicts to tell besides; the next look erases more. */
const ERASED_AT_ONCE = 60;

export function settleCart(state: RecordState): NotedNow {
  const { record, items, region, stamp } = state;
  const cart = readCartItems(items);
  const decided = [...decidedAdds(cart), ...boughtTwice(cart)];
  const { writes, conflicts } = noteConflicts({ partition: record, items, region, stamp, decided });
  return { writes: [...writes, ...takeOutForgotten(cart, state), ...eraseOlderRequests(items, region)], conflicts };
}

/** This region's own adds that are forgotten. It takes its turn, so that no checkout here that had seen them buys them. */
function takeOutForgotten({ forgotten }: CartItems, { record, items, region, stamp }: RecordState): readonly Write[] {
  const own = forgotten.filter(({ item }) => item.region === region).slice(0, ERASED_AT_ONCE);
  if (own.length === 0) return [];
  return [
    removalFact({ id: stamp, adds: own.map(({ id }) => id) }, { record, stamp, region }),
    turnWrite(stamp, { record, region, over: ownTurn(items, region) }),
    ...own.map(({ item }): Write => ({ type: "erase", key: keyOf(item) })),
  ];
}

function decidedAdds({ set }: CartItems): readonly Decided[] {
  return differingAdds(set, (left, right) => left.fingerprint === right.fingerprint).flatMap(({ id, winner, losers }) =>
    losers.map(
      (loser): Decided => ({
        kind: "cart-add",
        subject: id,
        winner: sideOf(winner),
        loser: sideOf(loser),
        reason: "One key was used to add two different things, in two regions: the earlier is in the cart.",
      }),
    ),
  );
}

function sideOf({ stamp, value }: Added<AddedLine>) {
  return { stamp, value: { sku: value.sku, quantity: value.quantity } };
}

function boughtTwice({ bought }: CartItems): readonly Decided[] {
  const sorted = bought.toSorted((left, right) => compareStamps(left.item.stamp, right.item.stamp));
  return sorted.flatMap((later, index) =>
    sorted.slice(0, index).flatMap((earlier): readonly Decided[] => {
      const isOneCart = earlier.orderId !== later.orderId && earlier.adds.some((id) => later.adds.includes(id));
      if (!isOneCart) return [];
      return [
        {
          kind: "cart-checkout",
          subject: later.orderId,
          winner: { stamp: earlier.item.stamp, value: { orderId: earlier.orderId } },
          loser: { stamp: later.item.stamp, value: { orderId: later.orderId } },
          reason: "Two regions sold one cart under two keys. Both orders stand: cancel the one that is not wanted.",
        },
      ];
    }),
  );
}
