/**
 * Writes that no kind has declared, for whoever tests what lies below kinds: adapters are held to their laws with them, and readers are
 * shown what another release wrote. Nothing that is deployed can load this, since the laws need a test runner.
 */
import type { AdjustWrite, FactWrite, FragmentWrite, Undeclared } from "../write.ts";

type Words<W extends FactWrite | FragmentWrite | AdjustWrite> = Omit<Undeclared<W>, "type">;

export function undeclaredFact(words: Words<FactWrite>): FactWrite {
  return { type: "fact", ...words } as FactWrite;
}

export function undeclaredFragment(words: Words<FragmentWrite>): FragmentWrite {
  return { type: "fragment", ...words } as FragmentWrite;
}

export function undeclaredAdjust(words: Words<AdjustWrite>): AdjustWrite {
  return { type: "adjust", ...words } as AdjustWrite;
}
