/**
 * A file is named for the one idea inside, in kebab-case, so that a stranger guesses what the system does from the tree. A name that
 * would fit anything is the start of a drawer for everything.
 */
import { fileNameOf } from "../codebase/place.ts";
import type { Rule, Violation } from "../codebase/rule.ts";

/** Words, dots before an ending (`hlc.test.ts`), and a leading dot for what tools want so. */
const KEBAB_CASE = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;
/** What people and tools look for under these names. */
const FIXED_NAMES =
  /^(?:README|ARCHITECTURE|CONTRIBUTING|CHANGELOG|SECURITY|FIDELITY(?:\.part)?|AGENTS|CODEOWNERS|Dockerfile|LICENSE)(?:\.md)?$/;
const BANNED = /(?:^|[-./])(utils?|helpers?|commons?|misc|types|managers?|services?)(?=[-./]|$)/;
const HOMES = /^(?:packages|functions|scripts|infra|test|docs)\//;

export const fileNames: Rule = {
  name: "a file's name is kebab-case and says what is inside",
  check: ({ texts }) => [...texts.keys()].filter((path) => HOMES.test(path)).flatMap((path) => judge(path)),
};

function judge(path: string): readonly Violation[] {
  const name = fileNameOf(path);
  const [, banned] = BANNED.exec(path) ?? [];
  const folders = path.split("/").slice(0, -1);
  const found: Violation[] = [];
  if (banned !== undefined) {
    found.push({
      path,
      line: 1,
      problem: `is called "${banned}"`,
      instead: "name it for the one idea inside, or split it",
    });
  }
  if (![...folders, FIXED_NAMES.test(name) ? "fixed" : name].every((part) => KEBAB_CASE.test(part))) {
    found.push({
      path,
      line: 1,
      problem: "is not kebab-case",
      instead: "write small letters, with hyphens between words",
    });
  }
  return found;
}
