/**
 * What a file takes from elsewhere, whichever way it says so: `import`, `export … from`, `import()` with a written name, and the
 * type `import("…")`. Whether only types are taken is kept, since a type is gone at run time.
 */
import type { SyntaxTree } from "./syntax-tree.ts";
import { visit } from "./syntax-tree.ts";

export interface Import {
  readonly specifier: string;
  readonly offset: number;
  readonly typeOnly: boolean;
  /** The names taken, as the other file calls them; `*` for everything, none for an import that only runs the other file. */
  readonly names: readonly string[];
}

export function importsOf({ program, module }: SyntaxTree): readonly Import[] {
  const found: Import[] = [];
  for (const { moduleRequest, start, entries } of module.staticImports) {
    const names = entries.map(({ importName }) => importName.name ?? (importName.kind === "Default" ? "default" : "*"));
    const typeOnly = entries.length > 0 && entries.every(({ isType }) => isType);
    found.push({ specifier: moduleRequest.value, offset: start, typeOnly, names });
  }
  // From the tree: the parser's list of exports also holds `export { a }` of what was imported, which would count it twice.
  for (const statement of program.body) {
    if (statement.type === "ExportAllDeclaration") {
      const typeOnly = statement.exportKind === "type";
      found.push({ specifier: statement.source.value, offset: statement.start, typeOnly, names: ["*"] });
    }
    if (statement.type === "ExportNamedDeclaration" && statement.source !== null) {
      const { source, specifiers, exportKind, start } = statement;
      const names = specifiers.map(({ local }) => (local.type === "Literal" ? local.value : local.name));
      const typeOnly = exportKind === "type" || specifiers.every((each) => each.exportKind === "type");
      found.push({ specifier: source.value, offset: start, typeOnly, names });
    }
  }
  visit(program, (node) => {
    if (node.type === "ImportExpression" && node.source.type === "Literal") {
      found.push({ specifier: String(node.source.value), offset: node.start, typeOnly: false, names: ["*"] });
    }
    if (node.type === "TSImportType") {
      found.push({ specifier: String(node.source.value), offset: node.start, typeOnly: true, names: ["*"] });
    }
  });
  return found;
}
