/** Every mutant there is. A capability that adds a defence adds the mutant that breaks it. */
import { UsageError } from "../../command-line.ts";
import { CATALOG_MUTANTS } from "./catalog-mutants.ts";
import { DELIVERY_MUTANTS } from "./delivery-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { ORDER_MUTANTS } from "./order-mutants.ts";
import { TABLE_MUTANTS } from "./table-mutants.ts";

export const MUTANTS: readonly Mutant[] = [...TABLE_MUTANTS, ...DELIVERY_MUTANTS, ...ORDER_MUTANTS, ...CATALOG_MUTANTS];

export function findMutant(name: string): Mutant {
  const found = MUTANTS.find((mutant) => mutant.name === name);
  if (found === undefined) {
    throw new UsageError(`There is no mutant ${JSON.stringify(name)}: ${MUTANTS.map((each) => each.name).join(", ")}.`);
  }
  return found;
}
