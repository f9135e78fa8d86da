/**
 * What packages show, as a text that is committed: one line for each name that somebody outside may use. Widening a face is then a line
 * in a review, and not a surprise in a fork.
 */
import type { Codebase } from "./codebase/codebase.ts";

/** Every entry of every package with its sorted names, types marked. */
export function describeFaces({ manifests, sources }: Codebase): string {
  const entries = manifests
    .filter(({ home }) => home.name !== "root" && home.name !== "test")
    .flatMap(({ name, faces }) => [...faces].map(([entry, file]) => ({ entry: name + entry.slice(1), file })))
    .sort((one, other) => (one.entry < other.entry ? -1 : 1));
  return entries
    .map(({ entry, file }) => {
      const names = sources
        .filter(({ path }) => path === file)
        .flatMap(({ module }) => module.staticExports.flatMap((each) => each.entries))
        .map(({ exportName, isType }) => ({ name: exportName.name ?? "*", mark: isType ? "type " : "" }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      return [entry, ...new Set(names.map(({ name, mark }) => `  ${mark}${name}`)), ""].join("\n");
    })
    .join("\n");
}
