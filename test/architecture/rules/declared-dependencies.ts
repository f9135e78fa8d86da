/** A manifest tells the truth: a package of ours is declared where it is imported, and imported where it is declared. */
import { type Codebase, isOurs, packageOf } from "../codebase/codebase.ts";
import type { Manifest } from "../codebase/manifest.ts";
import { type Rule, type Violation, violationAt } from "../codebase/rule.ts";

export const declaredDependencies: Rule = {
  name: "a package of ours is declared where it is used, and used where it is declared",
  check: (codebase) => codebase.manifests.flatMap((manifest) => judgeManifest(codebase, manifest)),
};

function judgeManifest({ sources }: Codebase, manifest: Manifest): readonly Violation[] {
  const taken = sources
    .filter(({ home }) => home.name === manifest.home.name)
    .flatMap((source) =>
      source.imports.map(({ specifier, offset }) => ({ source, offset, name: packageOf(specifier) ?? "" })),
    )
    .filter(({ name }) => isOurs(name) && name !== manifest.name);
  const undeclared = taken.filter(({ name }) => !manifest.dependencies.includes(name));
  const unused = manifest.dependencies.filter((name) => isOurs(name) && taken.every((each) => each.name !== name));
  return [
    ...undeclared.map(({ source, offset, name }) =>
      violationAt(source, offset, { problem: `imports ${name} undeclared`, instead: `add it to ${manifest.path}` }),
    ),
    ...unused.map((name) => ({
      path: manifest.path,
      line: 1,
      problem: `declares ${name} and does not use it`,
      instead: "remove the dependency",
    })),
  ];
}
