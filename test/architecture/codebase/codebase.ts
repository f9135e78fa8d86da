/**
 * The repository as the rules see it: a value made of paths and texts, so that a rule can be shown a small bad example in memory
 * and is then trusted with the real one.
 */
import { posix } from "node:path";
import { type Import, importsOf } from "./imports.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import { fileNameOf, type Home, homeOf, isTestPath } from "./place.ts";
import { parseSource, type SyntaxTree } from "./syntax-tree.ts";

export interface SourceFile extends SyntaxTree {
  readonly path: string;
  readonly home: Home;
  readonly text: string;
  readonly lineCount: number;
  readonly imports: readonly ResolvedImport[];
  /** A test, or what only tests use. */
  readonly isTest: boolean;
  lineOf(offset: number): number;
}

export interface ResolvedImport extends Import {
  /** The file of this repository that is meant, if it is one. */
  readonly target: string | undefined;
}

export interface Codebase {
  /** Every text file by its path from the root, with `/` between the parts. */
  readonly texts: ReadonlyMap<string, string>;
  readonly sources: readonly SourceFile[];
  readonly manifests: readonly Manifest[];
}

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const NAME_SPACE = "@tandem/";

export function createCodebase(texts: ReadonlyMap<string, string>): Codebase {
  const manifests = [...texts]
    .filter(([path]) => fileNameOf(path) === "package.json")
    .map(([path, text]) => parseManifest(path, text));
  const sources = [...texts]
    .filter(([path]) => SOURCE.test(path))
    .map(([path, text]) => readSource(path, text, manifests));
  return { texts, sources, manifests };
}

/** The package that is imported: `@aws-sdk/lib-dynamodb` of `@aws-sdk/lib-dynamodb/x`; undefined for a path. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith(".") || specifier.startsWith("/")) return undefined;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** True for a package of this repository. */
export function isOurs(packageName: string): boolean {
  return packageName.startsWith(NAME_SPACE);
}

function readSource(path: string, text: string, manifests: readonly Manifest[]): SourceFile {
  const tree = parseSource(path, text);
  const lineStarts = [0, ...text.matchAll(/\n/g).map(({ index }) => index + 1)];
  return {
    ...tree,
    path,
    text,
    home: homeOf(path),
    isTest: isTestPath(path),
    lineCount: text.endsWith("\n") ? lineStarts.length - 1 : lineStarts.length,
    imports: importsOf(tree).map((each) => ({ ...each, target: resolveImport(path, each.specifier, manifests) })),
    lineOf: (offset) => lineStarts.findLastIndex((start) => start <= offset) + 1,
  };
}

function resolveImport(from: string, specifier: string, manifests: readonly Manifest[]): string | undefined {
  const packageName = packageOf(specifier);
  if (packageName === undefined) return posix.join(posix.dirname(from), specifier);
  const manifest = manifests.find(({ name }) => name === packageName);
  return manifest?.faces.get(`.${specifier.slice(packageName.length)}`);
}
