/**
 * A mutant is the code with one defence broken on purpose. A simulation that does not notice it would not notice a careless commit
 * either, so each is required to be caught. The edit is made to the source as it is loaded; no file changes.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Mutant {
  /** As on the command line: `no-receipt`. */
  readonly name: string;
  /** What is broken, and what a careless reader would think of it: one sentence. */
  readonly story: string;
  /** From the root of the repository. */
  readonly file: string;
  readonly edits: readonly Edit[];
}

export interface Edit {
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** The mutated source; throws when the code has moved on and the mutant has not. */
export function mutate(mutant: Mutant, source: string): string {
  let text = source;
  for (const { find, replace } of mutant.edits) {
    const count = text.split(find).length - 1;
    if (count !== 1) {
      const where = `${JSON.stringify(find)} ${count === 0 ? "no longer stands" : `stands ${count} times`} in ${mutant.file}`;
      throw new Error(`the mutant ${mutant.name} does not fit the code: ${where}; mend its edit`);
    }
    text = text.replace(find, () => replace);
  }
  return text;
}

/** Throws unless the mutant fits the code under `root`. */
export function checkMutant(mutant: Mutant, root: string): void {
  const path = join(root, mutant.file);
  if (!existsSync(path)) {
    throw new Error(`the mutant ${mutant.name} does not fit the code: there is no ${mutant.file}; mend its path`);
  }
  mutate(mutant, readFileSync(path, "utf8"));
}
