/**
 * Numbered transfers move escrow between regions that do not speak to each other. The giver's share says how much it has ever given to
 * each region, and loses it in the same commit; the taker notes how much it has ever taken of each giver, and takes the difference. Totals
 * only grow and each has one writer, so the message may be read twice, late, or with several gifts in one: the difference is taken once.
 *
 *     us-east-1   ESCROW#us-east-1  given:us-west-2 = 30   beside GIVEN#us-east-1, whose version is checked
 *     us-west-2   TAKEN#us-west-2   from us-east-1  = 20   beside ESCROW#us-west-2: + 10, taken:us-east-1 = 30
 *
 * What is on its way belongs to nobody: pieces are never in two shares, and none is lost, since the giver's total stands for ever.
 */
import { assert, type Region } from "@tandem/kernel";
import { ownRegionOnly, sideBySide } from "./answer.ts";
import {
  adjustShare,
  type ByRegion,
  checkQuantity,
  type EscrowPlace,
  EscrowShare,
  escrowOf,
  givenTo,
  takenFrom,
} from "./escrow.ts";
import { declareFragment, type FragmentKind } from "./fragment-kind.ts";
import type { Data, FragmentItem, Item } from "./item.ts";
import type { AdjustWrite, FragmentWrite } from "./write.ts";

export const EscrowGiven = declareFragment({
  name: "GIVEN",
  version: 1,
  parse: (data) => ({ transfers: total(members(data)["transfers"]) }),
  answer: ownRegionOnly("it counts this region's gifts, so that one whose answer was lost is not made twice"),
});

export const EscrowTaken = declareFragment({
  name: "TAKEN",
  version: 1,
  parse: (data) => ({ from: totals(members(data)["from"]) }),
  answer: sideBySide("each region says what it has taken, and a giver reads what is still on its way"),
});

export type Transfer = readonly [FragmentWrite, AdjustWrite];

/** Gives a part of this region's share to another; refused as `floor` when there is less, as `version` when something was given meanwhile. */
export function giveEscrow(
  place: EscrowPlace,
  gift: {
    /** The items of the partition, read consistently. */
    readonly items: readonly Item[];
    readonly to: Region;
    readonly quantity: number;
  },
): Transfer {
  const { items, to, quantity } = gift;
  checkQuantity(quantity);
  assert(to !== place.region, `${to} does not give to itself`);
  const over = own(EscrowGiven, items, place.region);
  const transfers = over === undefined ? 0 : EscrowGiven.read(over).transfers;
  return [
    EscrowGiven.write({ key: EscrowGiven.key(only(place)), over, data: { transfers: transfers + 1 } }),
    adjustShare(place, { available: { add: -quantity, floor: 0 }, [givenTo(to)]: { add: quantity } }),
  ];
}

/** Takes whatever other regions have given and this one has not taken yet; no writes when there is nothing. */
export function takeGiven(place: EscrowPlace, items: readonly Item[]): Transfer | readonly [] {
  const over = own(EscrowTaken, items, place.region);
  const found = giversOf(items, place.region).flatMap((giver) => {
    const quantity = untaken(items, { giver, taker: place.region });
    return quantity > 0 ? [{ giver, quantity }] : [];
  });
  if (found.length === 0) return [];
  const from = { ...takenBy(items, place.region) };
  const by: Record<string, { readonly add: number }> = {};
  let sum = 0;
  for (const { giver, quantity } of found) {
    from[giver] = (from[giver] ?? 0) + quantity;
    by[takenFrom(giver)] = { add: quantity };
    sum += quantity;
  }
  return [
    EscrowTaken.write({ key: EscrowTaken.key(only(place)), over, data: { from } }),
    adjustShare(place, { available: { add: sum }, ...by }),
  ];
}

/**
 * What `giver` has given and `taker` has not taken, as far as it is known here. Never below zero: a region can know that something was
 * taken before it knows that it was given.
 */
export function untaken(
  items: readonly Item[],
  { giver, taker }: { readonly giver: Region; readonly taker: Region },
): number {
  const given = escrowOf(items, giver).given[taker] ?? 0;
  return given === 0 ? 0 : Math.max(0, given - (takenBy(items, taker)[giver] ?? 0));
}

function takenBy(items: readonly Item[], region: Region): ByRegion {
  const taken = own(EscrowTaken, items, region);
  return taken === undefined ? {} : EscrowTaken.read(taken).from;
}

function giversOf(items: readonly Item[], taker: Region): readonly Region[] {
  return items
    .filter(EscrowShare.is)
    .filter((item) => item.region !== taker)
    .map(({ region }) => region);
}

function own<T extends Data>(kind: FragmentKind<T>, items: readonly Item[], region: Region): FragmentItem | undefined {
  return items.find((item): item is FragmentItem => kind.is(item) && item.region === region);
}

/** A place may be a key, and a kind makes its own. */
function only({ partition, region }: EscrowPlace): EscrowPlace {
  return { partition, region };
}

function totals(value: unknown): ByRegion {
  return Object.fromEntries(Object.entries(members(value)).map(([name, member]) => [name, total(member)]));
}

function total(value: unknown): number {
  if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value);
  throw new TypeError("a total of transfers is a whole number from zero");
}

function members(value: unknown): { readonly [name: string]: unknown } {
  if (typeof value === "object" && value !== null) return { ...value };
  throw new TypeError("what was transferred is kept as totals by name");
}
