/**
 * The environment is read in one place, the composition root, and passed on as values: a package that looks it up by itself cannot live
 * twice in one process, which two regions on one laptop do.
 */
import type { Node } from "oxc-parser";
import { isDeclaredAround } from "../codebase/binding.ts";
import type { SourceFile } from "../codebase/codebase.ts";
import { type Exceptions, type Rule, staleExceptions, type Violation, violationAt } from "../codebase/rule.ts";
import { visit } from "../codebase/syntax-tree.ts";

const READERS: ReadonlySet<string> = new Set(["functions", "scripts"]);

/** `allowed` names the entry files whose job is to pass an environment on. */
export function environmentReads(allowed: Exceptions): Rule {
  return {
    name: "only composition roots read the environment",
    check: ({ sources }) => {
      const found = sources.filter(({ home, isTest }) => !READERS.has(home.name) && !isTest).map(readsIn);
      const reads = found.flat();
      return [
        ...reads.filter(({ path }) => allowed[path] === undefined),
        ...staleExceptions(allowed, (path) => reads.some((read) => read.path === path)),
      ];
    },
  };
}

function readsIn(source: SourceFile): readonly Violation[] {
  const found: Violation[] = [];
  const add = (offset: number) => {
    const instead = "take the value as an argument; functions/ and scripts/ read it";
    found.push(violationAt(source, offset, { problem: "touches the environment", instead }));
  };
  for (const { specifier, names, offset } of source.imports) {
    if (/^(?:node:)?process$/.test(specifier) && names.includes("env")) add(offset);
  }
  visit(source.program, (node, ancestors) => {
    if (isRead(node, ancestors)) add(node.start);
  });
  return found;
}

function isRead(node: Node, ancestors: readonly Node[]): boolean {
  if (node.type === "MemberExpression") return nameOf(node.property) === "env" && isHost(node.object, ancestors);
  if (node.type !== "VariableDeclarator" || node.init === null || node.id.type !== "ObjectPattern") return false;
  const takesEnv = node.id.properties.some(
    (property) => property.type === "Property" && nameOf(property.key) === "env",
  );
  return takesEnv && isHost(node.init, ancestors);
}

/** `process`, `globalThis.process` or `import.meta`; a `process` declared here is the real one only when it was imported. */
function isHost(node: Node, ancestors: readonly Node[]): boolean {
  if (node.type === "MetaProperty") return true;
  if (node.type === "MemberExpression") return nameOf(node.property) === "process";
  if (node.type !== "Identifier" || node.name !== "process") return false;
  const [program] = ancestors;
  return !isDeclaredAround("process", ancestors.slice(1)) && (program === undefined || !isOwnProcess(program));
}

function isOwnProcess(program: Node): boolean {
  if (program.type !== "Program" || !isDeclaredAround("process", [program])) return false;
  return !program.body.some(
    (each) => each.type === "ImportDeclaration" && each.specifiers.some(({ local }) => local.name === "process"),
  );
}

function nameOf(key: Node): string | undefined {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" ? String(key.value) : undefined;
}
