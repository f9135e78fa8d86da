/** The rule about rules: each is on the list of the house and has a test that shows it a bad example; else it may hold nothing. */
import type { Codebase } from "../codebase/codebase.ts";
import type { Rule, Violation } from "../codebase/rule.ts";

const RULES = "test/architecture/rules/";
const LIST = "test/architecture/house-rules.ts";

export const proofs: Rule = {
  name: "every rule is listed and proves itself",
  check: (codebase) =>
    [...codebase.texts.keys()]
      .filter((path) => path.startsWith(RULES) && !path.endsWith(".test.ts"))
      .flatMap((path) => judge(codebase, path)),
};

function judge({ texts, sources }: Codebase, path: string): readonly Violation[] {
  const proof = path.replace(/\.ts$/, ".test.ts");
  const list = sources.find((source) => source.path === LIST);
  const isListed = list?.imports.some(({ target }) => target === path) === true;
  return [
    ...(texts.has(proof)
      ? []
      : [{ path, line: 1, problem: "has no proof", instead: `show it a bad example in ${proof}` }]),
    ...(isListed ? [] : [{ path, line: 1, problem: "is not listed", instead: `add it to ${LIST}` }]),
  ];
}
