/** A thing has one name, the one it was given where it was made: a default export has as many as it has importers. */
import { fileNameOf } from "../codebase/place.ts";
import { type Rule, violationAt } from "../codebase/rule.ts";

/** Tools ask for these by their default export. */
const TOOL_CONFIG = /\.config\.[cm]?[jt]s$/;

export const defaultExports: Rule = {
  name: "no default exports, but for tools' configs",
  check: ({ sources }) =>
    sources
      .filter(({ path }) => !TOOL_CONFIG.test(fileNameOf(path)))
      .flatMap((source) =>
        source.module.staticExports
          .flatMap(({ entries }) => entries)
          .filter(({ exportName }) => exportName.kind === "Default" || exportName.name === "default")
          .map(({ start }) =>
            violationAt(source, start, { problem: "has a default export", instead: "export it by name" }),
          ),
      ),
};
