/**
 * Tells a name of the language or the platform from a name of our own: a parameter called `fetch` is an argument, and that is
 * what a pure package should have. Looks through the scopes around a use; hoisting out of a block is not followed.
 */
import type { Node } from "oxc-parser";

/** True when a scope around the use declares `name` itself. */
export function isDeclaredAround(name: string, ancestors: readonly Node[]): boolean {
  return ancestors.some((scope) => declaredBy(scope).includes(name));
}

/** True when an identifier is read as a value, and is not a key, a member's name, a declaration or a type. */
export function isValueUse(node: Node, parent: Node | undefined): boolean {
  if (node.type !== "Identifier" || parent === undefined) return false;
  switch (parent.type) {
    case "MemberExpression":
      return parent.object === node || parent.computed;
    case "Property":
      return parent.value === node || parent.computed;
    case "PropertyDefinition":
    case "MethodDefinition":
      return parent.value === node || parent.computed;
    case "VariableDeclarator":
      return parent.init === node;
    case "ExportSpecifier":
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
      return false;
    default:
      return (
        !parent.type.startsWith("TS") || parent.type === "TSAsExpression" || parent.type === "TSSatisfiesExpression"
      );
  }
}

function declaredBy(scope: Node): readonly string[] {
  switch (scope.type) {
    case "Program":
    case "BlockStatement":
    case "StaticBlock":
      return scope.body.flatMap((statement) => declaredIn(statement));
    case "SwitchCase":
      return scope.consequent.flatMap((statement) => declaredIn(statement));
    case "FunctionDeclaration":
    case "FunctionExpression":
      return [...(scope.id === null ? [] : [scope.id.name]), ...scope.params.flatMap((param) => boundBy(param))];
    case "ArrowFunctionExpression":
      return scope.params.flatMap((param) => boundBy(param));
    case "CatchClause":
      return scope.param === null ? [] : boundBy(scope.param);
    case "ForStatement":
      return scope.init === null ? [] : declaredIn(scope.init);
    case "ForOfStatement":
    case "ForInStatement":
      return declaredIn(scope.left);
    default:
      return [];
  }
}

function declaredIn(statement: Node): readonly string[] {
  switch (statement.type) {
    case "ImportDeclaration":
      return statement.specifiers.map((specifier) => specifier.local.name);
    case "VariableDeclaration":
      return statement.declarations.flatMap((declarator) => boundBy(declarator.id));
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return statement.id === null ? [] : [statement.id.name];
    case "ExportNamedDeclaration":
      return statement.declaration === null ? [] : declaredIn(statement.declaration);
    default:
      return [];
  }
}

/** The names a pattern binds: of `{ a, b: [c = 1, ...d] }` they are a, c and d. */
function boundBy(pattern: Node | null): readonly string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        boundBy(property.type === "Property" ? property.value : property),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => boundBy(element));
    case "AssignmentPattern":
      return boundBy(pattern.left);
    case "RestElement":
      return boundBy(pattern.argument);
    default:
      return [];
  }
}
