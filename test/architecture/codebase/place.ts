/**
 * Where a file lives decides what it may do. A home is a package, or a folder at the top that is one in all but name
 * (`functions`, `scripts`, `infra`, `test`); what lies beside them is the root's.
 */
export interface Home {
  /** As the table of arrows calls it: `kernel`, `functions`, `root`. */
  readonly name: string;
  /** From the root of the repository, ending in a slash; empty for the root itself. */
  readonly folder: string;
}

const TOP_HOMES: ReadonlySet<string> = new Set(["functions", "scripts", "infra", "test"]);
/** Laws are a suite that others run; fixtures are what tests are fed. */
const TEST_PATH = /\.test\.[a-z]+$|^test\/|\/(?:laws|fixtures|testing)\//;

export function homeOf(path: string): Home {
  const [top = "", second = ""] = path.split("/");
  if (top === "packages") return { name: second, folder: `packages/${second}/` };
  return TOP_HOMES.has(top) ? { name: top, folder: `${top}/` } : { name: "root", folder: "" };
}

export function isTestPath(path: string): boolean {
  return TEST_PATH.test(path);
}

/** The last part of a path, with its ending. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
