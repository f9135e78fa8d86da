/** Small codebases in memory: a rule is proved by showing it a bad example and a good one. */
import { createCodebase } from "./codebase.ts";
import type { Rule } from "./rule.ts";

/** What the rule says of these files, as `path:line problem`, in the order found. */
export function check(rule: Rule, files: Readonly<Record<string, string>>): readonly string[] {
  const codebase = createCodebase(new Map(Object.entries(files)));
  return rule.check(codebase).map(({ path, line, problem }) => `${path}:${line} ${problem}`);
}

/** A manifest's text: what it shows (`.` unless told) and the packages of this repository it declares. */
export function manifest(name: string, dependencies: readonly string[] = [], faces = ["."]): string {
  const entries = faces.map((face) => [face, face === "." ? "./src/index.ts" : `./src/${face.slice(2)}.ts`]);
  return JSON.stringify({
    name: `@tandem/${name}`,
    exports: Object.fromEntries(entries),
    dependencies: Object.fromEntries(dependencies.map((each) => [`@tandem/${each}`, "workspace:*"])),
  });
}
