/**
 * Dependencies point one way: `kernel <- replication, delivery, resilience, claims <- shop <- aws, http, payments, sandbox <-
 * functions, local`. The table below is the drawing of ARCHITECTURE.md made exact; a package that is not in it has no place yet.
 */
import { type Codebase, isOurs, packageOf, type ResolvedImport, type SourceFile } from "../codebase/codebase.ts";
import { homeOf } from "../codebase/place.ts";
import { type Rule, type Violation, violationAt } from "../codebase/rule.ts";

const DOMAIN = ["kernel", "replication", "delivery", "resilience", "claims"] as const;

const ARROWS: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  replication: ["kernel"],
  delivery: ["kernel", "replication"],
  resilience: ["kernel", "replication"],
  claims: ["kernel"],
  shop: DOMAIN,
  // Adapters do not know each other. `aws` may also take the shop's types, to implement its ports (TYPES_ONLY below).
  aws: ["kernel", "replication", "delivery", "resilience"],
  http: [...DOMAIN, "shop"],
  payments: [...DOMAIN, "shop"],
  sandbox: [...DOMAIN, "shop"],
  functions: [...DOMAIN, "shop", "aws", "http", "payments"],
  local: ["kernel"],
  // They know the HTTP contract only.
  client: [],
  console: [],
  // An operator's command knows a product only through the small product port, so neither the shop nor its HTTP face.
  scripts: [...DOMAIN, "aws", "client", "functions", "infra", "local", "sandbox"],
  infra: [],
  test: [
    ...DOMAIN,
    "shop",
    "aws",
    "http",
    "payments",
    "sandbox",
    "functions",
    "local",
    "client",
    "console",
    "scripts",
    "infra",
  ],
  root: ["infra"],
};

/** Plain data, which a home may take although it may not take the package around it. */
const PLAIN_DATA: Readonly<Record<string, readonly string[]>> = {
  local: ["functions/manifest.ts", "functions/bundling.ts"],
  infra: [
    "functions/manifest.ts",
    "functions/metric-names.ts",
    "packages/resilience/src/flows.ts",
    "packages/resilience/src/routing-plan.ts",
  ],
};

/** A port is a type: an adapter implements it without running anything of the package that owns it. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = { aws: ["shop"] };

export const arrows: Rule = {
  name: "dependencies point one way",
  check: (codebase) => [
    ...codebase.sources.flatMap((source) => source.imports.flatMap((each) => judgeImport(source, each))),
    ...judgeManifests(codebase),
  ],
};

/** Whether the arrow is in the table at all; `declared-dependencies` asks it of manifests. */
function mayKnow(from: string, to: string): boolean {
  return (
    from === to || [ARROWS, TYPES_ONLY].some((table) => table[from]?.includes(to) === true) || takesDataOf(from, to)
  );
}

function takesDataOf(from: string, to: string): boolean {
  return PLAIN_DATA[from]?.some((path) => homeOf(path).name === to) === true;
}

function judgeImport(source: SourceFile, taken: ResolvedImport): readonly Violation[] {
  const from = source.home.name;
  const to = targetHome(taken);
  if (to === undefined || to === from || ARROWS[from]?.includes(to) === true) return [];
  if (taken.target !== undefined && PLAIN_DATA[from]?.includes(taken.target) === true) return [];
  if (TYPES_ONLY[from]?.includes(to) === true) {
    if (taken.typeOnly) return [];
    const says = {
      problem: `\`${from}\` runs code of \`${to}\``,
      instead: "take its port with `import type`, and nothing else",
    };
    return [violationAt(source, taken.offset, says)];
  }
  return [violationAt(source, taken.offset, { problem: `\`${from}\` imports \`${to}\``, instead: adviceFor(from) })];
}

function adviceFor(from: string): string {
  const allowed = ARROWS[from];
  if (allowed === undefined)
    return "give this package a row in test/architecture/rules/arrows.ts and a line in ARCHITECTURE.md";
  const data = PLAIN_DATA[from] ?? [];
  if (allowed.length + data.length === 0) return "it knows no other package: pass what it needs as an argument";
  return `it may know ${[...allowed, ...data].join(", ")}: move the code to where it belongs, or pass it as a port`;
}

function targetHome(taken: ResolvedImport): string | undefined {
  const name = packageOf(taken.specifier);
  if (name !== undefined && isOurs(name)) return name.slice(name.indexOf("/") + 1);
  return taken.target === undefined ? undefined : homeOf(taken.target).name;
}

function judgeManifests({ manifests }: Codebase): readonly Violation[] {
  return manifests.flatMap(({ path, home, dependencies }) => {
    const names = dependencies.filter((name) => isOurs(name)).map((name) => name.slice(name.indexOf("/") + 1));
    const wrong = names.filter((name) => !mayKnow(home.name, name));
    return wrong.map((name) => ({ path, line: 1, problem: `declares \`${name}\``, instead: adviceFor(home.name) }));
  });
}
