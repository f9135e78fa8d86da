/**
 * A bounded counter by escrow (Balegas and others, "Extending Eventually Consistent Cloud Databases for Enforcing Numeric
 * Invariants", 2015): each region holds a share that it may spend by itself, and never spends below zero. Nothing is sold
 * twice however long the regions are apart, because no region spends what another holds. The numbers only ever say what
 * happened, so that they can be checked against each other:
 *
 *     stocked + returned + taken - spent - given = available,   in every region, at every moment
 *
 * All but `available` only grow and have one writer, so of two copies of a share the one with the larger numbers is the
 * newer, and the regions agree once they have it. They are adjusted beside a fact, or a fragment whose version is checked,
 * in one commit: that is what makes a repetition find itself. How shares move is in `escrow-transfer.ts`.
 */
import { assert, type Region } from "@tandem/kernel";
import { inEscrow } from "./answer.ts";
import { declareCounter } from "./counter-kind.ts";
import type { Item } from "./item.ts";
import type { Place } from "./item-kind.ts";
import type { AdjustWrite } from "./write.ts";

export const EscrowShare = declareCounter({ name: "ESCROW", version: 1, answer: inEscrow() });

/** Numbers by region: `given:us-west-2`. */
const GIVEN = "given:";
const TAKEN = "taken:";
const NONE: ByRegion = Object.freeze({});

/** The share of one region: a partition holds one share of each. */
export type EscrowPlace = Pick<Place, "partition" | "region">;

export interface Escrow {
  /** What this region may still spend by itself. */
  readonly available: number;
  /** All that was ever put in here from outside. */
  readonly stocked: number;
  /** All that was ever spent here. */
  readonly spent: number;
  /** All that was ever given back here. */
  readonly returned: number;
  /** All that was ever given to other regions, by region. */
  readonly given: ByRegion;
  /** All that was ever taken of what other regions gave, by region. */
  readonly taken: ByRegion;
}

export type ByRegion = { readonly [region: string]: number };

/** Spends; refused as `floor` when the region holds less. */
export function takeFromEscrow(place: EscrowPlace, quantity: number): AdjustWrite {
  checkQuantity(quantity);
  return adjustShare(place, { available: { add: -quantity, floor: 0 }, spent: { add: quantity } });
}

/** Gives back what this region spent; the caller's fact sees to it that it happens once. */
export function returnToEscrow(place: EscrowPlace, quantity: number): AdjustWrite {
  checkQuantity(quantity);
  return adjustShare(place, { available: { add: quantity }, returned: { add: quantity } });
}

export function stockEscrow(place: EscrowPlace, quantity: number): AdjustWrite {
  checkQuantity(quantity);
  return adjustShare(place, { available: { add: quantity }, stocked: { add: quantity } });
}

export function adjustShare({ partition, region }: EscrowPlace, by: AdjustWrite["by"]): AdjustWrite {
  return EscrowShare.write({ key: EscrowShare.key({ partition, region }), by });
}

/** The numbers of one region's share; all zero where nothing was ever put in. */
export function readEscrow(item: Item | undefined): Escrow {
  const numbers = EscrowShare.is(item) ? item.numbers : {};
  return {
    available: numbers["available"] ?? 0,
    stocked: numbers["stocked"] ?? 0,
    spent: numbers["spent"] ?? 0,
    returned: numbers["returned"] ?? 0,
    given: numbersOf(numbers, GIVEN),
    taken: numbersOf(numbers, TAKEN),
  };
}

/** The share of one region among the items of a partition. */
export function escrowOf(items: readonly Item[], region: Region): Escrow {
  return readEscrow(items.find((item) => EscrowShare.is(item) && item.region === region));
}

/** Whether the numbers agree with each other. */
export function isBalanced({ available, stocked, spent, returned, given, taken }: Escrow): boolean {
  return available >= 0 && stocked + returned + sum(taken) - spent - sum(given) === available;
}

export function givenTo(region: Region): string {
  return GIVEN + region;
}

export function takenFrom(region: Region): string {
  return TAKEN + region;
}

export function checkQuantity(quantity: number): void {
  assert(Number.isSafeInteger(quantity) && quantity > 0, `a quantity is a whole number above zero, not ${quantity}`);
}

function numbersOf(numbers: ByRegion, prefix: string): ByRegion {
  // Every shard of every product is read for what may be sold, and in most nothing has moved.
  let found: Record<string, number> | undefined;
  for (const name of Object.keys(numbers)) {
    if (!name.startsWith(prefix)) continue;
    found ??= {};
    found[name.slice(prefix.length)] = numbers[name] ?? 0;
  }
  return found ?? NONE;
}

function sum(numbers: ByRegion): number {
  return Object.values(numbers).reduce((total, value) => total + value, 0);
}
