/**
 * Another package is entered by the doors it has: the entries of its `exports`. Inside a package the file itself is imported,
 * never the package's own name or index, which would draw the whole package into a circle.
 */
import { type Codebase, isOurs, packageOf, type ResolvedImport, type SourceFile } from "../codebase/codebase.ts";
import { fileNameOf, homeOf } from "../codebase/place.ts";
import { type Rule, type Violation, violationAt } from "../codebase/rule.ts";

export const facesOnly: Rule = {
  name: "packages use each other's faces, and inside a package the file",
  check: (codebase) =>
    codebase.sources.flatMap((source) => source.imports.flatMap((taken) => judge(codebase, source, taken))),
};

function judge({ manifests }: Codebase, source: SourceFile, taken: ResolvedImport): readonly Violation[] {
  const { specifier, offset, target } = taken;
  const says = (problem: string, instead: string) => [violationAt(source, offset, { problem, instead })];
  const name = packageOf(specifier);
  if (name !== undefined) {
    if (!isOurs(name)) return [];
    if (name === `@tandem/${source.home.name}`)
      return says("imports its own package by name", "import the file itself");
    const known = manifests.some((manifest) => manifest.name === name);
    if (!known) return says(`imports ${name}, which is no package here`, "correct the name");
    if (target === undefined) return says(`${specifier} is no entry of ${name}`, "use an entry of its `exports`");
    return [];
  }
  if (target === undefined) return [];
  const into = homeOf(target);
  if (into.name !== source.home.name) {
    const isRoot = source.home.name === "root" || into.name === "root";
    return isRoot
      ? []
      : says(`reaches into ${into.name} by path`, `import an entry of @tandem/${into.name}'s \`exports\``);
  }
  const isOwnFace = manifests.some(
    ({ home, faces }) => home.name === into.name && [...faces.values()].includes(target),
  );
  const isIndex = fileNameOf(target).startsWith("index.");
  return isOwnFace && isIndex ? says("imports the index of its own package", "import the file itself") : [];
}
