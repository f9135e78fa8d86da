/**
 * A bounded counter by escrow (Balegas and others, "Extending Eventually Consistent Cloud Databases for Enforcing Numeric
 * Invariants", 2015): each region holds a share that it may spend by itself, and never spends below zero. Nothing is sold
 * twice however long the regions are apart, because no region spends what another holds. The numbers only ever say what
 * happened, so that they can be checked against each other:
 *
 *     stocked + returned - spent = available,   in every region, at every moment
 *
 * They are adjusted beside a fact in one commit: the fact is what makes a repetition find itself.
 */
import { assert } from "@tandem/kernel";
import type { CounterItem, Item } from "./item.ts";
import type { Key } from "./key.ts";
import type { AdjustWrite } from "./write.ts";

export const ESCROW_VERSION = 1;

export interface Escrow {
  /** What this region may still spend by itself. */
  readonly available: number;
  /** All that was ever put in here from outside. */
  readonly stocked: number;
  /** All that was ever spent here. */
  readonly spent: number;
  /** All that was ever given back here. */
  readonly returned: number;
}

/** Spends; refused as `floor` when the region holds less. */
export function takeFromEscrow(key: Key, quantity: number): AdjustWrite {
  checkQuantity(quantity);
  return {
    type: "adjust",
    key,
    v: ESCROW_VERSION,
    by: { available: { add: -quantity, floor: 0 }, spent: { add: quantity } },
  };
}

/** Gives back what this region spent; the caller's fact sees to it that it happens once. */
export function returnToEscrow(key: Key, quantity: number): AdjustWrite {
  checkQuantity(quantity);
  return { type: "adjust", key, v: ESCROW_VERSION, by: { available: { add: quantity }, returned: { add: quantity } } };
}

export function stockEscrow(key: Key, quantity: number): AdjustWrite {
  checkQuantity(quantity);
  return { type: "adjust", key, v: ESCROW_VERSION, by: { available: { add: quantity }, stocked: { add: quantity } } };
}

/** The numbers of one region's share; all zero where nothing was ever put in. */
export function readEscrow(item: Item | undefined): Escrow {
  const numbers: CounterItem["numbers"] = item?.kind === "counter" ? item.numbers : {};
  return {
    available: numbers["available"] ?? 0,
    stocked: numbers["stocked"] ?? 0,
    spent: numbers["spent"] ?? 0,
    returned: numbers["returned"] ?? 0,
  };
}

/** Whether the numbers agree with each other. */
export function isBalanced(escrow: Escrow): boolean {
  return escrow.available >= 0 && escrow.stocked + escrow.returned - escrow.spent === escrow.available;
}

function checkQuantity(quantity: number): void {
  assert(Number.isSafeInteger(quantity) && quantity > 0, `a quantity is a whole number above zero, not ${quantity}`);
}
