/** A file opens with what it is and why it exists, before the reader meets how. */
import type { SourceFile } from "../codebase/codebase.ts";
import { fileNameOf } from "../codebase/place.ts";
import type { Rule } from "../codebase/rule.ts";

/** A list of names says nothing that a comment could explain; a test's names are its sentences; a config is its tool's. */
const NEEDS_NONE = /^index\.[a-z]+$|\.test\.[a-z]+$|\.config\.[a-z]+$|\.d\.ts$/;
/** Shorter than this it repeats the file's name. */
const LETTERS_MIN = 30;

export const openingComment: Rule = {
  name: "a file opens with a comment that says what it is and why it exists",
  check: ({ sources }) =>
    sources
      .filter(({ path }) => !NEEDS_NONE.test(fileNameOf(path)) && !path.includes("/fixtures/"))
      .filter((source) => openingOf(source).length < LETTERS_MIN)
      .map(({ path }) => ({
        path,
        line: 1,
        problem: "does not open with a comment",
        instead: "say in 2 to 6 lines what it is and why it exists",
      })),
};

/** The comment before the first statement, on the first line or under a `#!`. */
function openingOf({ comments, text, program }: SourceFile): string {
  const bodyStart = text.startsWith("#!") ? text.indexOf("\n") : 0;
  const [first] = comments.filter(({ start }) => start >= bodyStart);
  if (first === undefined || text.slice(bodyStart, first.start).trim() !== "") return "";
  const firstStatement = program.body[0]?.start ?? text.length;
  return comments
    .filter(({ start, end }) => start >= first.start && end <= firstStatement)
    .map(({ value }) => value.replace(/[\s*]+/g, " ").trim())
    .join(" ");
}
