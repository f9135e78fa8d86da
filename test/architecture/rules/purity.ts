/**
 * Domain code is pure: time, randomness, the network, the console and the machine arrive as arguments, or not at all. Only so can two
 * regions live in one process, and a seed replay a history. The programs that functions are made of are pure too, adapters left out:
 * the simulation plays them as they are.
 */
import type { Node } from "oxc-parser";
import { isDeclaredAround, isValueUse } from "../codebase/binding.ts";
import { isOurs, packageOf, type SourceFile } from "../codebase/codebase.ts";
import { type Rule, type Violation, violationAt } from "../codebase/rule.ts";
import { visit } from "../codebase/syntax-tree.ts";

/** The sandbox is no domain, but what it plays is a seed's and nothing else's. */
const PURE: ReadonlySet<string> = new Set([
  ...["kernel", "replication", "delivery", "resilience", "claims", "shop"],
  "sandbox",
]);
/** The one wait of the simulated machine, which is how it lets promises come to rest between two steps. */
const MACHINE = { path: "packages/sandbox/src/machine/machine.ts", wait: "process.nextTick(" };
const PROGRAMS = /^functions\/programs\//;
/** Packages of ours that speak to the world; the arrows keep them from the pure packages, and this from programs. */
const ADAPTERS: ReadonlySet<string> = new Set(["@tandem/aws", "@tandem/payments", "@tandem/local"]);
const CLAIMS_ADAPTER = /^packages\/claims\/src\/dynamo-[^/]+$/;

const CLOCK = "take a `Clock`";
const RANDOM = "take a `Random`";
const TIMER = "return when it is due, and let the caller wait";
const OUTSIDE = "take a port";

/** Names of the platform, with what a pure package does instead. */
const AMBIENT: Readonly<Record<string, string>> = {
  performance: CLOCK,
  crypto: RANDOM,
  setTimeout: TIMER,
  setInterval: TIMER,
  setImmediate: TIMER,
  fetch: OUTSIDE,
  WebSocket: OUTSIDE,
  EventSource: OUTSIDE,
  process: OUTSIDE,
  globalThis: OUTSIDE,
  global: OUTSIDE,
  require: OUTSIDE,
  console: "return what a caller should know",
};
const AMBIENT_MEMBERS: Readonly<Record<string, string>> = {
  "Date.now": CLOCK,
  "Temporal.Now": CLOCK,
  "Math.random": RANDOM,
  "AbortSignal.timeout": TIMER,
};
/** Libraries that compute and do nothing else, with the names that may be taken; no names means all. */
const PURE_LIBRARIES: Readonly<Record<string, readonly string[]>> = { "node:crypto": ["createHash", "hash"], zod: [] };

export const purity: Rule = {
  name: "domain code is pure",
  check: ({ sources }) =>
    sources
      .filter(
        ({ path, home, isTest }) =>
          (PURE.has(home.name) || PROGRAMS.test(path)) && !isTest && !CLAIMS_ADAPTER.test(path),
      )
      .flatMap((source) => [...judgeImports(source), ...judgeNames(source)]),
};

function judgeImports(source: SourceFile): readonly Violation[] {
  return source.imports.flatMap(({ specifier, names, offset }) => {
    const name = packageOf(specifier);
    if (name === undefined || (isOurs(name) && !ADAPTERS.has(name))) return [];
    const allowed = PURE_LIBRARIES[name];
    if (allowed !== undefined && (allowed.length === 0 || names.every((each) => allowed.includes(each)))) return [];
    const problem = `imports ${allowed === undefined ? specifier : `${names.join(", ")} from ${specifier}`}`;
    return [violationAt(source, offset, { problem, instead: `${OUTSIDE}, and implement it in an adapter` })];
  });
}

function judgeNames(source: SourceFile): readonly Violation[] {
  const found: Violation[] = [];
  visit(source.program, (node, ancestors) => {
    const used = ambientName(node, ancestors);
    if (used === undefined) return;
    const [name, instead] = used;
    if (source.path === MACHINE.path && source.text.startsWith(MACHINE.wait, node.start)) return;
    found.push(violationAt(source, node.start, { problem: `uses ${name}`, instead }));
  });
  return found;
}

function ambientName(node: Node, ancestors: readonly Node[]): readonly [string, string] | undefined {
  if (node.type === "MemberExpression" && node.object.type === "Identifier" && node.property.type === "Identifier") {
    const name = `${node.object.name}.${node.property.name}`;
    const instead = AMBIENT_MEMBERS[name];
    if (instead !== undefined && !isDeclaredAround(node.object.name, ancestors)) return [name, instead];
  }
  if (node.type === "NewExpression" || node.type === "CallExpression") {
    const readsClock = node.type === "CallExpression" || node.arguments.length === 0;
    if (node.callee.type === "Identifier" && node.callee.name === "Date" && readsClock)
      return ["the current Date", CLOCK];
  }
  if (node.type !== "Identifier" || !isValueUse(node, ancestors.at(-1))) return undefined;
  const instead = Object.hasOwn(AMBIENT, node.name) ? AMBIENT[node.name] : undefined;
  return instead === undefined || isDeclaredAround(node.name, ancestors) ? undefined : [node.name, instead];
}
