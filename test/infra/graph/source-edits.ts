/**
 * Changes to the program's sources while they are bundled, with the files left as they are. A mutation of the config is one of these, and so is
 * another environment. A change that hits nothing, or more than it was meant to, is an error: it would prove nothing.
 */
import { join, resolve } from "node:path";

export interface Edit {
  /** From the folder of the config, such as `infra/global/table.ts`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

export interface SourceEdits {
  /** The text of a file with its edits; edits of one file are made one after the other. */
  apply(path: string, text: string): string;
  /** Throws when the program never loaded a file that was to be edited. */
  assertAllMade(): void;
}

export function createSourceEdits(root: string, edits: readonly Edit[]): SourceEdits {
  const made = new Set<Edit>();
  return {
    apply(path, text) {
      let edited = text;
      for (const edit of edits) {
        if (join(root, edit.file) !== resolve(path)) continue;
        const count = edited.split(edit.find).length - 1;
        if (edit.find === "" || count !== 1) {
          throw new Error(`The edit of ${edit.file} finds ${JSON.stringify(edit.find)} ${count} times, not once.`);
        }
        edited = edited.replace(edit.find, () => edit.replace);
        made.add(edit);
      }
      return edited;
    },
    assertAllMade() {
      const missing = edits.find((edit) => !made.has(edit));
      if (missing !== undefined)
        throw new Error(`The edit of ${missing.file} is of a file that the program does not load.`);
    },
  };
}
