/**
 * What the functions run: the bundles that the local world runs too, made by the same program with the same options. They are made
 * before SST sees them, because its own bundler would make others.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { FUNCTIONS, type FunctionName } from "@tandem/functions/manifest";

/** The `handler` and `bundle` of an `sst.aws.Function`. */
export interface Code {
  readonly handler: string;
  readonly bundle?: string;
}

export function makeCode(): Readonly<Record<FunctionName, Code>> {
  // `sst dev` runs the sources themselves, and bundles them anew at each change.
  if ($dev) return FUNCTIONS;
  const { root } = $cli.paths;
  const folder = join(".tandem", "deployed");
  const program = [join(root, "scripts", "bundle.ts"), "--out", join(root, folder)];
  const made = execFileSync(join(root, "node_modules", "node", "bin", "node"), program, {
    cwd: root,
    encoding: "utf8",
  });
  const bundles: Record<FunctionName, { directory: string; handler: string }> = JSON.parse(made);
  const entries = Object.entries(bundles).map(([name, { directory, handler }]) => [
    name,
    { bundle: directory, handler },
  ]);
  return Object.fromEntries(entries);
}
