/**
 * About 60 lines are typical for one concern; more than 200 need a reason that is written down, and more than 300 are two concerns,
 * whatever the reason.
 */
import { type Exceptions, type Rule, staleExceptions, type Violation } from "../codebase/rule.ts";

const LINES_WITHOUT_REASON_MAX = 200;
const LINES_MAX = 300;

/** `allowed` names the files between the two bounds, with their reasons. */
export function fileLength(allowed: Exceptions): Rule {
  return {
    name: `a file has at most ${LINES_MAX} lines, and a reason above ${LINES_WITHOUT_REASON_MAX}`,
    check: ({ sources }) => {
      const long = sources.filter(({ lineCount }) => lineCount > LINES_WITHOUT_REASON_MAX);
      const wrong = long.filter(({ path, lineCount }) => lineCount > LINES_MAX || allowed[path] === undefined);
      return [
        ...wrong.map(({ path, lineCount }) => describe(path, lineCount)),
        ...staleExceptions(allowed, (path) => long.some((source) => source.path === path)),
      ];
    },
  };
}

function describe(path: string, lineCount: number): Violation {
  const reason = "split it by concern, or give the reason in test/architecture/exceptions.ts";
  const instead = lineCount > LINES_MAX ? "split it by concern" : reason;
  return { path, line: LINES_WITHOUT_REASON_MAX, problem: `has ${lineCount} lines`, instead };
}
