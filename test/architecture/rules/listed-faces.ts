/**
 * A package's face is written down name by name: in `exports` each entry, in an entry each export. A wildcard shows whatever is there
 * tomorrow, and a folder without an entry for its inside has none.
 */
import type { Codebase } from "../codebase/codebase.ts";
import { type Rule, type Violation, violationAt } from "../codebase/rule.ts";

export const listedFaces: Rule = {
  name: "a package's face is listed by hand",
  check: (codebase) => [...judgeManifests(codebase), ...judgeSources(codebase)],
};

function judgeManifests({ manifests, texts }: Codebase): readonly Violation[] {
  return manifests.flatMap(({ path, faces }) =>
    [...faces].flatMap(([entry, file]) => {
      if (entry.includes("*") || file.includes("*")) {
        return [{ path, line: 1, problem: `exports ${entry}, a wildcard`, instead: "list the entries by hand" }];
      }
      if (texts.has(file)) return [];
      return [
        { path, line: 1, problem: `exports ${entry} from ${file}, which is not there`, instead: "mend the entry" },
      ];
    }),
  );
}

function judgeSources({ sources }: Codebase): readonly Violation[] {
  return sources.flatMap((source) =>
    source.program.body
      .filter((statement) => statement.type === "ExportAllDeclaration" && statement.exported === null)
      .map(({ start }) =>
        violationAt(source, start, {
          problem: "exports whatever another file does",
          instead: "list the names by hand",
        }),
      ),
  );
}
