/**
 * Source code as a tree, so that a rule asks what the code is and not how it is spelled: a word in a comment, a string or a
 * template is not code. The parser is oxc's; TypeScript 7 no longer offers its own as a library.
 */
import { type Comment, type EcmaScriptModule, type Node, type Program, parseSync, visitorKeys } from "oxc-parser";

export interface SyntaxTree {
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly module: EcmaScriptModule;
}

/** The tree of one file; stops when it is not TypeScript, since no rule could then be trusted. */
export function parseSource(path: string, text: string): SyntaxTree {
  const result = parseSync(path, text, { preserveParens: false });
  const [error] = result.errors;
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`);
  return { program: result.program, comments: result.comments, module: result.module };
}

/** Shows every node to `see`, parents first, with the nodes around it, outermost first. `see` answers `false` to stay out of it. */
export function visit(root: Node, see: (node: Node, ancestors: readonly Node[]) => unknown): void {
  const ancestors: Node[] = [];
  const enter = (node: Node): void => {
    if (see(node, ancestors) === false) return;
    const keys = visitorKeys[node.type];
    if (keys === undefined) return;
    const fields = node as unknown as Readonly<Record<string, unknown>>;
    ancestors.push(node);
    for (const key of keys) {
      const value = fields[key];
      if (Array.isArray(value)) for (const each of value) enterIfNode(each);
      else enterIfNode(value);
    }
    ancestors.pop();
  };
  const enterIfNode = (value: unknown): void => {
    if (isNode(value)) enter(value);
  };
  enter(root);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
