/**
 * A home folder that can be written to: SST stops with a crash of its own when there is none. The user's is preferred, since npm reads its
 * configuration there; in a container that has none, or a locked one, a passing folder has to do.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";

export interface Home {
  readonly path: string;
  /** Removes what was made for the occasion. */
  release(): void;
}

export function usableHome(
  fallback: string,
  candidates: readonly (string | undefined)[] = [process.env["HOME"], userInfo().homedir],
): Home {
  const path = candidates.find((each) => each !== undefined && each !== "" && isWritable(each));
  if (path !== undefined) return { path, release: () => undefined };
  const made = mkdtempSync(join(fallback, "home-"));
  return { path: made, release: () => rmSync(made, { recursive: true, force: true }) };
}

/** Tried, and not read off its mode: the superuser may do everything and still not here. */
function isWritable(folder: string): boolean {
  try {
    rmSync(mkdtempSync(join(folder, ".tandem-")), { recursive: true });
    return true;
  } catch {
    // Why it is not does not matter: the next one is tried.
    return false;
  }
}
