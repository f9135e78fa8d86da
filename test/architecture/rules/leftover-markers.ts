/** What is left to do is an issue, where it is seen and closed; a marker in a comment is a promise to nobody. */
import { type Rule, violationAt } from "../codebase/rule.ts";

const MARKER = /\b(?:TODO|FIXME|XXX|HACK)\b/;

export const leftoverMarkers: Rule = {
  name: "no marker of unfinished work",
  check: ({ sources }) =>
    sources.flatMap((source) =>
      source.comments.flatMap(({ value, start }) => {
        const [marker] = MARKER.exec(value) ?? [];
        if (marker === undefined) return [];
        return [
          violationAt(source, start, {
            problem: `carries a ${marker}`,
            instead: "do it, or open an issue and drop the marker",
          }),
        ];
      }),
    ),
};
