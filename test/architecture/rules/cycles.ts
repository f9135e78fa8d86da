/**
 * No file and no package needs itself by a detour: what lies on a circle can only be understood, tested and moved together. Types
 * count, since a reader has to follow them too.
 */
import type { Codebase } from "../codebase/codebase.ts";
import { homeOf } from "../codebase/place.ts";
import type { Rule, Violation } from "../codebase/rule.ts";

type Graph = ReadonlyMap<string, readonly string[]>;

export const cycles: Rule = {
  name: "no cycle of files or packages",
  check: (codebase) => [
    ...cyclesOf(fileGraph(codebase)).map((cycle) =>
      describe(cycle, cycle[0] ?? "", "give the two what they share in a file of its own"),
    ),
    ...cyclesOf(packageGraph(codebase)).map((cycle) =>
      describe(cycle, "package.json", "turn one arrow round with a port"),
    ),
  ],
};

function describe(cycle: readonly string[], path: string, instead: string): Violation {
  return { path, line: 1, problem: `is on a circle: ${[...cycle, cycle[0]].join(" -> ")}`, instead };
}

function fileGraph({ sources }: Codebase): Graph {
  return new Map(sources.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]));
}

function packageGraph({ sources, manifests }: Codebase): Graph {
  const graph = new Map<string, string[]>();
  const add = (from: string, to: string) => {
    if (from !== to) graph.set(from, [...(graph.get(from) ?? []), to]);
  };
  for (const { home, imports } of sources) {
    for (const { target } of imports) if (target !== undefined) add(home.name, homeOf(target).name);
  }
  for (const { home, dependencies } of manifests) {
    for (const dependency of dependencies) {
      const to = manifests.find(({ name }) => name === dependency);
      if (to !== undefined) add(home.name, to.home.name);
    }
  }
  return graph;
}

/** One circle for each node that closes one on the way down: enough to show what to cut, not all there are. */
function cyclesOf(graph: Graph): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const finished = new Set<string>();
  const path: string[] = [];
  const enter = (node: string): void => {
    if (finished.has(node)) return;
    const start = path.indexOf(node);
    if (start >= 0) {
      found.push(path.slice(start));
      return;
    }
    path.push(node);
    for (const next of new Set(graph.get(node))) enter(next);
    path.pop();
    finished.add(node);
  };
  for (const node of graph.keys()) enter(node);
  return found;
}
