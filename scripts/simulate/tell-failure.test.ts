import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PlayAnswer } from "./play-job.ts";
import { failureText, keepFailure, shortenFailure } from "./tell-failure.ts";

const failure = { seed: 42, promise: "nothing is lost", why: "ord_1 is gone" };
const shrunk: PlayAnswer = {
  ...{ kind: "shrunk", seed: 42, broken: { promise: "nothing is lost", why: "ord_2 is gone" }, story: "c1 ordered" },
  ...{ scenario: [3, 7], partsBefore: 90, partsAfter: 2, tries: 40, isFinished: true },
};
const answering = (answer: PlayAnswer) => ({ ask: () => Promise.resolve(answer) });

test("a failure is told by its shortest history, with the way to the whole one", async () => {
  const told = await shortenFailure(failure, answering(shrunk));

  const text = failureText(told, { file: "regressions/42.json", mutant: undefined });

  expect(text).toMatch(/^Seed 42 breaks a promise: nothing is lost\.\nord_2 is gone/);
  expect(text).toContain("(2 of 90 parts)");
  expect(text).toContain("c1 ordered");
  expect(text).toContain("Kept in regressions/42.json");
  expect(text).toMatch(/npm run simulate -- --seed 42 --story$/);
  expect(failureText(told, { file: undefined, mutant: "no-floor" })).toMatch(/--story --mutant no-floor$/);
});

test("a player that breaks on it leaves its last words", async () => {
  const told = await shortenFailure(failure, answering({ kind: "crashed", why: "out of memory" }));

  expect(failureText(told, { file: undefined, mutant: undefined })).toContain("out of memory");
});

test("it is kept as a file that asks for its sentence", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tandem-failure-"));
  try {
    const name = keepFailure(await shortenFailure(failure, answering(shrunk)), join(folder, "new"));

    const kept = JSON.parse(readFileSync(join(folder, "new", "42.json"), "utf8"));
    expect(name).toBe("42.json");
    expect(kept).toEqual({ format: 1, seed: 42, promise: "nothing is lost", found: "", scenario: [3, 7] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what was kept of a seed before stays as it was", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tandem-failure-"));
  try {
    const told = await shortenFailure(failure, answering(shrunk));
    const names = [1, 2, 3].map(() => keepFailure(told, folder));

    expect(names).toEqual(["42.json", "42-again-2.json", "42-again-3.json"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a history whose scenario could not be had is not kept", async () => {
  const told = await shortenFailure(failure, answering({ kind: "crashed", why: "" }));

  expect(keepFailure(told, "nowhere")).toBeUndefined();
});
