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
  /** What is changed with it elsewhere, where two places would have to be careless at once. */
  readonly also?: Mutation;
}

/** Changes of one file. */
export type Mutation = Pick<Mutant, "file" | "edits">;

export interface Edit {
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** Each file it changes, once. */
export function mutationsOf({ file, edits, also }: Mutant): readonly Mutation[] {
  return also === undefined ? [{ file, edits }] : [{ file, edits }, also];
}

/** The mutated source; throws when the code has moved on and the mutant has not. */
export function mutate({ file, edits }: Mutation, source: string, name: string): string {
  let text = source;
  for (const { find, replace } of edits) {
    const count = text.split(find).length - 1;
    if (count !== 1) {
      const where = `${JSON.stringify(find)} ${count === 0 ? "no longer stands" : `stands ${count} times`} in ${file}`;
      throw new Error(`the mutant ${name} does not fit the code: ${where}; mend its edit`);
    }
    text = text.replace(find, () => replace);
  }
  return text;
}

/** Throws unless the mutant fits the code under `root`. */
export function checkMutant(mutant: Mutant, root: string): void {
  for (const mutation of mutationsOf(mutant)) {
    const path = join(root, mutation.file);
    if (!existsSync(path)) {
      throw new Error(`the mutant ${mutant.name} does not fit the code: there is no ${mutation.file}; mend its path`);
    }
    mutate(mutation, readFileSync(path, "utf8"), mutant.name);
  }
}
