/**
 * Reads the repository from disk, as it lies there and not as git knows it, so that the rules also hold in an unpacked archive
 * and for what is not committed yet. Folders that are made, and not written, are passed over.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type Codebase, createCodebase } from "./codebase.ts";

/** What `.gitignore` names, and what belongs to git and to editors. */
const PASSED_OVER: ReadonlySet<string> = new Set([
  ".DS_Store",
  ".git",
  ".idea",
  ".pnpm-store",
  ".sst",
  ".tandem",
  ".vscode",
  "coverage",
  "node_modules",
]);
/** A larger file is data, and a text with a zero byte is none. */
const TEXT_BYTES_MAX = 2 * 1024 * 1024;

export function readCodebase(root: string): Codebase {
  const texts = new Map<string, string>();
  for (const file of filesUnder(root)) {
    const bytes = readFileSync(file);
    if (bytes.length > TEXT_BYTES_MAX || bytes.includes(0)) continue;
    texts.set(relative(root, file).split(sep).join("/"), bytes.toString("utf8"));
  }
  return createCodebase(texts);
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !PASSED_OVER.has(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path);
      return entry.isFile() ? [path] : [];
    });
}
