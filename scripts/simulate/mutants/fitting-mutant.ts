/**
 * The mutant somebody names, if it fits the code as it stands. One that does not has changed nothing: playing it would end in a crash that
 * looks like a broken promise, so the call is refused before anything is played.
 */
import { UsageError } from "../../command-line.ts";
import { checkMutant, type Mutant } from "./mutant.ts";
import { findMutant, MUTANTS } from "./mutants.ts";

/** Throws a `UsageError` that says in one sentence what does not fit. */
export function fittingMutant(name: string, root: string, mutants: readonly Mutant[] = MUTANTS): Mutant {
  const mutant = findMutant(name, mutants);
  try {
    checkMutant(mutant, root);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${why.charAt(0).toUpperCase()}${why.slice(1)}.`);
  }
  return mutant;
}
