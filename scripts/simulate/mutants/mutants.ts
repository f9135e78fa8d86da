/** Every mutant there is. A capability that adds a defence adds the mutant that breaks it. */
import { UsageError } from "../../command-line.ts";
import { CART_MUTANTS } from "./cart-mutants.ts";
import { CATALOG_MUTANTS } from "./catalog-mutants.ts";
import { CHARGE_MUTANTS } from "./charge-mutants.ts";
import { CONFLICT_MUTANTS } from "./conflict-mutants.ts";
import { DELIVERY_MUTANTS } from "./delivery-mutants.ts";
import { ENDING_MUTANTS } from "./ending-mutants.ts";
import { ERASURE_MUTANTS } from "./erasure-mutants.ts";
import { HANDLE_MUTANTS } from "./handle-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { ORDER_MUTANTS } from "./order-mutants.ts";
import { PROFILE_MUTANTS } from "./profile-mutants.ts";
import { PROMISE_MUTANTS } from "./promise-mutants.ts";
import { SHOWN_MUTANTS } from "./shown-mutants.ts";
import { STOCK_MUTANTS } from "./stock-mutants.ts";
import { TABLE_MUTANTS } from "./table-mutants.ts";

export const MUTANTS: readonly Mutant[] = [
  ...TABLE_MUTANTS,
  ...DELIVERY_MUTANTS,
  ...ORDER_MUTANTS,
  ...CHARGE_MUTANTS,
  ...ENDING_MUTANTS,
  ...STOCK_MUTANTS,
  ...CATALOG_MUTANTS,
  ...SHOWN_MUTANTS,
  ...CART_MUTANTS,
  ...PROFILE_MUTANTS,
  ...HANDLE_MUTANTS,
  ...CONFLICT_MUTANTS,
  ...ERASURE_MUTANTS,
  ...PROMISE_MUTANTS,
];

export function findMutant(name: string, mutants: readonly Mutant[] = MUTANTS): Mutant {
  const found = mutants.find((mutant) => mutant.name === name);
  if (found === undefined) {
    throw new UsageError(`There is no mutant ${JSON.stringify(name)}: ${mutants.map((each) => each.name).join(", ")}.`);
  }
  return found;
}
