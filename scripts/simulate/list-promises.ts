/** `npm run simulate -- --promises`: what is judged, and which mutants each promise is the first to notice, from the table of mutants. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { INVARIANTS } from "@tandem/sandbox";
import { mutantRows } from "./mutants/mutant-table.ts";

const PAGE = "docs/mutants.md";

export function listPromises({ root, json }: { readonly root: string; readonly json: boolean }): number {
  const rows = mutantRows(readFileSync(join(root, PAGE), "utf8"));
  const promises = INVARIANTS.map(({ name, promise }) => {
    return { name, promise, firstToCatch: rows.filter((row) => row.caughtBy === name).map((row) => row.mutant) };
  });
  console.log(json ? JSON.stringify(promises) : promises.map(asText).join("\n"));
  return 0;
}

interface Told {
  readonly name: string;
  readonly promise: string;
  readonly firstToCatch: readonly string[];
}

function asText({ name, promise, firstToCatch }: Told): string {
  const caught = firstToCatch.length === 0 ? "no mutant before another promise does" : firstToCatch.join(", ");
  return `${name}\n  ${promise}\n  catches first: ${caught}`;
}
