/** The checks of `npm test`, cheapest first, so that a mistake shows soon. */

export interface Check {
  readonly name: string;
  readonly about: string;
  /** A program of node_modules and its arguments; a program counts as one check, a vitest project as its tests. */
  readonly run:
    | { readonly kind: "program"; readonly script: string; readonly args: readonly string[] }
    | { readonly kind: "vitest" };
  /** It reads what SST lays down in `.sst`, which is fetched for it. */
  readonly needsSst?: boolean;
  /** A check that hangs is a failed check; several times what it takes on two slow cores. */
  readonly timeoutMs: number;
}

const MINUTE_MS = 60_000;

export const CHECKS: readonly Check[] = [
  {
    name: "types",
    about: "the compiler, at its strictest",
    run: { kind: "program", script: "node_modules/typescript/bin/tsc", args: ["-p", "tsconfig.json"] },
    timeoutMs: 3 * MINUTE_MS,
  },
  {
    name: "infra-types",
    about: "the compiler over infra, with the types of SST's components",
    run: { kind: "program", script: "node_modules/typescript/bin/tsc", args: ["-p", "infra/tsconfig.json"] },
    needsSst: true,
    timeoutMs: 5 * MINUTE_MS,
  },
  {
    name: "lint",
    about: "the linter and the formatter",
    run: { kind: "program", script: "node_modules/@biomejs/biome/bin/biome", args: ["check", "."] },
    timeoutMs: 3 * MINUTE_MS,
  },
  { name: "architecture", about: "the arrows between packages", run: { kind: "vitest" }, timeoutMs: 3 * MINUTE_MS },
  { name: "unit", about: "each part by itself", run: { kind: "vitest" }, timeoutMs: 10 * MINUTE_MS },
  {
    name: "infra",
    about: "what would be deployed, stage by stage",
    run: { kind: "vitest" },
    needsSst: true,
    timeoutMs: 15 * MINUTE_MS,
  },
  { name: "contract", about: "the laws every adapter keeps", run: { kind: "vitest" }, timeoutMs: 10 * MINUTE_MS },
  {
    name: "simulation",
    about: "what once went wrong, and histories of bad days from seeds, for about a minute",
    run: { kind: "vitest" },
    timeoutMs: 10 * MINUTE_MS,
  },
  {
    name: "guides",
    about: "what the guides say, done step by step",
    run: { kind: "vitest" },
    timeoutMs: 10 * MINUTE_MS,
  },
  { name: "e2e", about: "the whole world, from outside", run: { kind: "vitest" }, timeoutMs: 20 * MINUTE_MS },
];
