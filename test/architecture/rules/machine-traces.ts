/**
 * What is committed runs anywhere: no path of the machine it was written on, no home folder, and no package registry, which is the choice of
 * whoever installs.
 */
import type { Rule } from "../codebase/rule.ts";

const TRACES: readonly { readonly pattern: RegExp; readonly problem: string; readonly instead: string }[] = [
  {
    pattern: /(?<![\w.\-*/{}])\/(?:home|Users|root|work|workspaces?)\/[\w.]/,
    problem: "names a path of one machine",
    instead: "write it relative to the repository",
  },
  {
    pattern: /\b[A-Z]:\\Users\\/,
    problem: "names a path of one machine",
    instead: "write it relative to the repository",
  },
  {
    pattern: /\/\/(?:registry|npm(?!js)|packages?|artifactory|nexus|verdaccio)[\w-]*\.[\w.-]*\w|\/\/[\w-]+\.jfrog\.io/,
    problem: "names a package registry",
    instead: "leave it to the user's npm configuration",
  },
  {
    pattern: /^\s*(?:@[\w-]+:)?registry\s*=/,
    problem: "sets a package registry",
    instead: "leave it to the user's npm configuration",
  },
];

export const machineTraces: Rule = {
  name: "no file names a machine's paths or a package registry",
  check: ({ texts }) =>
    [...texts].flatMap(([path, text]) =>
      text.split("\n").flatMap((line, index) =>
        TRACES.filter(({ pattern }) => pattern.test(line)).map(({ problem, instead }) => ({
          path,
          line: index + 1,
          problem,
          instead,
        })),
      ),
    ),
};
