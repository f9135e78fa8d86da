import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readTree } from "./git-tree.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "tree-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("a tree is its commit and whatever is not in it, new files too", async () => {
  const root = folder();
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.test", ...args], { cwd: root });
  git("init", "-q");
  writeFileSync(join(root, "a.txt"), "1");
  git("add", ".");
  git("commit", "-qm", "first");

  const clean = await readTree(root);
  writeFileSync(join(root, "a.txt"), "2");
  writeFileSync(join(root, "b.txt"), "1");
  const changed = await readTree(root);

  expect(clean).toEqual({ commit: expect.stringMatching(/^[0-9a-f]{12}$/), changed: [] });
  expect(changed.changed).toEqual(["a.txt", "b.txt"]);
});

test("outside of a repository nobody knows what is deployed", async () => {
  expect(await readTree(folder())).toEqual({ commit: undefined, changed: [] });
});
