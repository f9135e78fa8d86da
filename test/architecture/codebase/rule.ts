/**
 * A rule looks at the whole codebase and names what breaks it: where, what is wrong and what to do instead. It is a pure
 * function, so its own test can feed it a bad example.
 */
import type { Codebase, SourceFile } from "./codebase.ts";

export interface Rule {
  /** A sentence that holds when nothing breaks it. */
  readonly name: string;
  check(codebase: Codebase): readonly Violation[];
}

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly problem: string;
  readonly instead: string;
}

/** Paths that a rule lets pass, each with the reason. */
export type Exceptions = Readonly<Record<string, string>>;

export function violationAt(
  source: SourceFile,
  offset: number,
  says: Pick<Violation, "problem" | "instead">,
): Violation {
  return { path: source.path, line: source.lineOf(offset), ...says };
}

/** An exception that is no longer needed hides the next mistake, so it breaks the rule itself. */
export function staleExceptions(exceptions: Exceptions, needed: (path: string) => boolean): readonly Violation[] {
  return Object.keys(exceptions)
    .filter((path) => !needed(path))
    .map((path) => ({
      path,
      line: 1,
      problem: "is listed as an exception and needs none",
      instead: "remove it from test/architecture/exceptions.ts",
    }));
}

export function describeViolations(rule: Rule, violations: readonly Violation[]): string {
  const lines = violations.map(({ path, line, problem, instead }) => `  ${path}:${line} ${problem}; ${instead}`);
  return [`${rule.name}: broken ${violations.length} times`, ...lines].join("\n");
}
