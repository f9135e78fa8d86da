/** A law over drawn values: tried with one seed after the other, and broken by the first that shows it broken. */
import { inspect } from "node:util";
import { AssertionFailed, createSeededRandom, type Random } from "@tandem/kernel";

const DEPTH_SHOWN = 6;

export interface LawOf<Subject, Name extends string> {
  readonly name: Name;
  readonly promise: string;
  /** How often it is drawn. */
  readonly seeds: number;
  /** Throws if it does not hold for what is drawn. */
  readonly holds: (subject: Subject, random: Random) => void;
}

export function throughSeeds<Subject, Name extends string>(law: LawOf<Subject, Name>, subject: Subject): void {
  for (let seed = 1; seed <= law.seeds; seed += 1) {
    try {
      law.holds(subject, createSeededRandom(seed));
    } catch (cause) {
      const says = cause instanceof Error ? cause.message : String(cause);
      throw new AssertionFailed(`not ${law.name} (${law.promise}), with seed ${seed}: ${says}`, { cause });
    }
  }
}

export function lawsBrokenBy<Subject, Name extends string>(
  laws: readonly LawOf<Subject, Name>[],
  subject: Subject,
): readonly Name[] {
  return laws.filter((law) => isBroken(law, subject)).map(({ name }) => name);
}

/** Stops, showing what was found, unless it is as it should be. */
export function expectLaw(isSo: boolean, found: object): void {
  if (!isSo) throw new AssertionFailed(inspect(found, { depth: DEPTH_SHOWN, breakLength: 120 }));
}

function isBroken<Subject, Name extends string>(law: LawOf<Subject, Name>, subject: Subject): boolean {
  try {
    throughSeeds(law, subject);
    return false;
  } catch (error) {
    if (error instanceof AssertionFailed) return true;
    throw error;
  }
}
