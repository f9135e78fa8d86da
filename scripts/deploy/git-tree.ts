/** What would be deployed, as git knows it: only a commit that is written down can be deployed again, or gone back to. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

export interface TreeState {
  /** None outside of a repository. */
  readonly commit: string | undefined;
  readonly changed: readonly string[];
}

const TIMEOUT_MS = 10_000;
/** A tree of any size that people work in. */
const OUTPUT_BYTES_MAX = 16 * 1_024 * 1_024;

export async function readTree(root: string): Promise<TreeState> {
  const run = promisify(execFile);
  const git = (...args: string[]) =>
    run("git", args, { cwd: root, timeout: TIMEOUT_MS, maxBuffer: OUTPUT_BYTES_MAX, encoding: "utf8" });
  try {
    const head = await git("rev-parse", "--short=12", "HEAD");
    const status = await git("status", "--porcelain");
    const changed = status.stdout.split("\n").filter((line) => line !== "");
    return { commit: head.stdout.trim(), changed: changed.map((line) => line.slice(3)) };
  } catch {
    // No repository, no commit or no git: in each case nobody knows what this is.
    return { commit: undefined, changed: [] };
  }
}
