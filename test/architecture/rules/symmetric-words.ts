/** No region is more than another, so no word may say so: it is a home, a local or a remote region, or a replica. */
import type { Rule } from "../codebase/rule.ts";

const RANKED = /\b(?:primary|secondary|master|slave|standby)[ -]?(?:region|replica|table)s?\b/i;

export const symmetricWords: Rule = {
  name: "no region is called more than another",
  check: ({ texts }) =>
    [...texts]
      .filter(([path]) => path.startsWith("packages/") || /\.(?:md|[cm]?ts|mjs)$/.test(path))
      .flatMap(([path, text]) =>
        text.split("\n").flatMap((line, index) => {
          const [words] = RANKED.exec(line) ?? [];
          if (words === undefined) return [];
          return [
            { path, line: index + 1, problem: `says "${words}"`, instead: "say home, local, remote, peer or replica" },
          ];
        }),
      ),
};
