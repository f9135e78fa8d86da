/**
 * `docs/consistency.md` promises, and says what may be seen all the same: each line names a test, which is there; and the table of all kinds of
 * items is made from their declarations, so that nobody stores what the page does not know. `-u` writes it anew.
 */
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { must } from "@tandem/kernel";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PAGE = join(ROOT, "docs", "consistency.md");
const SHOWN_BY = /\["([^\]]+)"\]\(([^)]+\.test\.ts)\)/g;
const DECLARATION = /^(?:export )?const \w+ = declare(Fact|Fragment|Counter)\(\{([\s\S]*?)\}\);/gm;
const ANSWERS: Readonly<Record<string, string>> = {
  folded: "folded",
  lastWriterWinsPerField: "last writer wins per field",
  addWins: "add-wins set",
  observedRemove: "observed-remove set",
  inEscrow: "escrow",
  sideBySide: "side by side",
  ownRegionOnly: "own region only",
};
const KINDS = /(<!-- begin kinds -->\n)[\s\S]*?(<!-- end kinds -->)/;
const page = readFileSync(PAGE, "utf8");

test("each promise and each anomaly names a test that is there", () => {
  const shown = [...page.matchAll(SHOWN_BY)].map(([, title = "", path = ""]) => ({ title, path }));
  const missing = shown.filter(({ title, path }) => !hasTest(join(dirname(PAGE), path), title));

  expect(shown.length).toBeGreaterThan(30);
  expect(missing).toEqual([]);
  const rows = page.split("\n").filter((line) => /^\| .+ \| .*\[".+"\]/.test(line));
  expect(rows.length).toBe(
    page.split("\n").filter((line) => line.startsWith("| ") && line.includes(".test.ts)")).length,
  );
});

test("a test that is gone is missed", () => {
  expect(hasTest(fileURLToPath(import.meta.url), "a test that is gone is missed")).toBe(true);
  expect(hasTest(fileURLToPath(import.meta.url), "a test that was never here")).toBe(false);
});

test("the table of kinds is what is declared", async () => {
  const rows = kinds().map(({ name, kind, answer, folder }) => `| \`${name}\`, a ${kind} | ${answer} | ${folder} |`);

  expect(rows.length).toBeGreaterThan(25);
  await expect(page.replace(KINDS, (_, begin, end) => `${begin}${rows.join("\n")}\n${end}`)).toMatchFileSnapshot(PAGE);
});

/** A title is the first argument of a call. */
function hasTest(file: string, title: string): boolean {
  const before = readFileSync(file, "utf8")
    .split(`${JSON.stringify(title)},`)
    .slice(0, -1);
  return before.some((text) => text.trimEnd().endsWith("("));
}

function kinds() {
  const files = globSync("packages/*/src/**/*.ts", { cwd: ROOT }).filter(
    (path) => !/\.test\.ts$|\/testing\//.test(path),
  );
  return files.toSorted().flatMap((path) =>
    [...readFileSync(join(ROOT, path), "utf8").matchAll(DECLARATION)].map(([, kind = "", body = ""]) => {
      const name = must(/name: "(\w+)"/.exec(body)?.[1], `${path} names its kind`);
      const answer = must(ANSWERS[/answer: (\w+)\(/.exec(body)?.[1] ?? ""], `${path} answers conflict`);
      const folder = path
        .split("/")
        .slice(1, -1)
        .filter((each) => each !== "src")
        .join(", ");
      return { name, kind: kind.toLowerCase(), answer, folder };
    }),
  );
}
