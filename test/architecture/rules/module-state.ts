/**
 * A module remembers nothing. What changes lives in an object that somebody made and can make twice: two regions share one process on a
 * laptop and in the simulation, and a frozen Lambda wakes with whatever its modules kept.
 */
import type { Node } from "oxc-parser";
import { isDeclaredAround } from "../codebase/binding.ts";
import type { SourceFile } from "../codebase/codebase.ts";
import { type Rule, type Violation, violationAt } from "../codebase/rule.ts";
import { visit } from "../codebase/syntax-tree.ts";

const COLLECTIONS: ReadonlySet<string> = new Set(["Map", "Set", "WeakMap", "WeakSet"]);
const CHANGES: ReadonlySet<string> = new Set([
  ...["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"],
  ...["set", "add", "delete", "clear"],
]);
const INSTEAD = "make it in a `createX` and pass it on";

export const moduleState: Rule = {
  name: "no module-level state in packages",
  check: ({ sources }) =>
    sources
      .filter(({ path, isTest }) => path.startsWith("packages/") && !isTest)
      .flatMap((source) => [...judgeDeclarations(source), ...judgeChanges(source), ...judgeClasses(source)]),
};

function judgeDeclarations(source: SourceFile): readonly Violation[] {
  return moduleDeclarations(source).flatMap((declaration) => {
    if (declaration.kind === "let" || declaration.kind === "var") {
      const problem = `has a module-level \`${declaration.kind}\``;
      return [violationAt(source, declaration.start, { problem, instead: INSTEAD })];
    }
    return declaration.declarations.flatMap(({ id, init, start }) => {
      if (init?.type !== "NewExpression" || init.callee.type !== "Identifier") return [];
      const kind = init.callee.name;
      if (!COLLECTIONS.has(kind) || source.text.slice(id.start, id.end).includes(`: Readonly${kind}`)) return [];
      const instead = kind.startsWith("Weak")
        ? INSTEAD
        : `annotate it \`Readonly${kind}\` if it never changes, else ${INSTEAD}`;
      return [violationAt(source, start, { problem: `has a module-level ${kind} that may change`, instead })];
    });
  });
}

function judgeChanges(source: SourceFile): readonly Violation[] {
  const names = moduleDeclarations(source).flatMap(({ declarations }) =>
    declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : [])),
  );
  const found: Violation[] = [];
  visit(source.program, (node, ancestors) => {
    const name = changedName(node);
    // The first node around it is the program, which declares the name; any scope further in hides it.
    if (name === undefined || !names.includes(name) || isDeclaredAround(name, ancestors.slice(1))) return;
    found.push(violationAt(source, node.start, { problem: `changes the module-level \`${name}\``, instead: INSTEAD }));
  });
  return found;
}

function judgeClasses(source: SourceFile): readonly Violation[] {
  const found: Violation[] = [];
  visit(source.program, (node) => {
    if (node.type !== "PropertyDefinition" || !node.static || node.readonly) return;
    found.push(violationAt(source, node.start, { problem: "has a static property that may change", instead: INSTEAD }));
  });
  return found;
}

function moduleDeclarations({ program }: SourceFile) {
  return program.body.flatMap((statement) => {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    return declaration?.type === "VariableDeclaration" && !declaration.declare ? [declaration] : [];
  });
}

function changedName(node: Node): string | undefined {
  if (node.type === "AssignmentExpression") return ownerOf(node.left);
  if (node.type === "UpdateExpression") return ownerOf(node.argument);
  if (node.type === "UnaryExpression" && node.operator === "delete") return ownerOf(node.argument);
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return undefined;
  const { object, property } = node.callee;
  return property.type === "Identifier" && CHANGES.has(property.name) ? nameOf(object) : undefined;
}

/** Of `a.b.c = 1` the owner is a. */
function ownerOf(target: Node): string | undefined {
  return target.type === "MemberExpression" ? (ownerOf(target.object) ?? nameOf(target.object)) : undefined;
}

function nameOf(node: Node): string | undefined {
  return node.type === "Identifier" ? node.name : undefined;
}
