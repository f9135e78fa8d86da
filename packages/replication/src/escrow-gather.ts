/**
 * Moves escrow between shards of one region, in one commit: what leaves one shard is in the other at once, and never on its way. To the
 * numbers it is a gift of the region to itself, given here and taken there, so that each shard's still add up; no other region reads it
 * as a gift, since none takes what is given to somebody else.
 */
import { assert } from "@tandem/kernel";
import { adjustShare, checkQuantity, type EscrowPlace, givenTo, takenFrom } from "./escrow.ts";
import { EscrowGiven } from "./escrow-transfer.ts";
import type { Item } from "./item.ts";
import type { AdjustWrite, FragmentWrite } from "./write.ts";

export interface Gathering {
  readonly into: EscrowPlace;
  /** The items of the partition that is gathered into, read consistently. */
  readonly items: readonly Item[];
  readonly from: readonly { readonly place: EscrowPlace; readonly quantity: number }[];
}

/** Refused as `floor` when a shard holds less, as `version` when something was given or gathered meanwhile. */
export function gatherEscrow({ into, items, from }: Gathering): readonly [FragmentWrite, ...AdjustWrite[]] {
  const { partition, region } = into;
  let sum = 0;
  const leaving = from.map(({ place, quantity }) => {
    checkQuantity(quantity);
    assert(place.region === region, `${region} gathers what is its own, and not of ${place.region}`);
    sum += quantity;
    return adjustShare(place, { available: { add: -quantity, floor: 0 }, [givenTo(region)]: { add: quantity } });
  });
  checkQuantity(sum);
  const over = items.filter(EscrowGiven.is).find((item) => item.region === region);
  const transfers = over === undefined ? 0 : EscrowGiven.read(over).transfers;
  return [
    EscrowGiven.write({ key: EscrowGiven.key({ partition, region }), over, data: { transfers: transfers + 1 } }),
    adjustShare(into, { available: { add: sum }, [takenFrom(region)]: { add: sum } }),
    ...leaving,
  ];
}
