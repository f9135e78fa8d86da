import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseRegression, readRegressionFiles } from "@tandem/scripts/regression-file";
import { simulation } from "@tandem/scripts/shop-simulation";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FILES = readRegressionFiles(fileURLToPath(new URL("./regressions", import.meta.url)));
/** As many as two slow cores play in about half a minute; the night plays more. */
const SEEDS = 300;
const MINUTES_MAX = 0.75;
/** Fewer judge nothing: a machine that is so slow is to say so, and not to pass. */
const HISTORIES_MIN = 40;
const NOTHING = { faults: [], points: [], operations: [] };
/** One with three regions and one with two, each with faults of several kinds. */
const SEEDS_PLAYED_TWICE = [3, 8];

/** What the command says with these arguments, in a process of its own as a person starts it. */
async function simulate(...args: string[]): Promise<{ readonly code: number | null; readonly said: unknown }> {
  const child = spawn(process.execPath, ["scripts/simulate.ts", ...args, "--json"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const said = await text(child.stdout);
  return { code: await ended, said: JSON.parse(said) };
}

describe("what once broke a promise", () => {
  test.each(FILES)("$name keeps them all", async (file) => {
    const { scenario, found } = parseRegression(file, simulation);

    const { broken, story } = await simulation.play(scenario);

    expect(broken, broken && `${broken.promise}: ${broken.why}\n\nOnce: ${found}\n\n${await story()}`).toBeUndefined();
  });

  test("is kept in a form that can be read", () => {
    expect(FILES.map((file) => parseRegression(file, simulation).format)).toEqual(FILES.map(() => 1));
  });
});

describe("the same seed", () => {
  test.each(SEEDS_PLAYED_TWICE)(
    "%i is the same history twice, to the byte, here and in another process",
    async (seed) => {
      const first = await simulation.play(simulation.draw(seed));
      const again = await simulation.play(simulation.draw(seed));
      const { said } = await simulate("--seed", String(seed));

      expect(again.digest).toBe(first.digest);
      expect(said).toMatchObject({ seed, digest: first.digest });
      expect((await simulation.play(simulation.draw(seed + 1))).digest).not.toBe(first.digest);
    },
  );

  test("is the same history after it was written to a file and read again", async () => {
    const drawn = simulation.draw(SEEDS_PLAYED_TWICE[0] ?? 0);

    const read = simulation.parse(JSON.parse(JSON.stringify(drawn)));

    expect((await simulation.play(read)).digest).toBe((await simulation.play(drawn)).digest);
  });
});

test("histories of bad days keep every promise, and meet every fault and every point where it hurts", async () => {
  const { code, said } = await simulate("--seeds", String(SEEDS), "--minutes", String(MINUTES_MAX));
  const { histories, neverMet } = said as { readonly histories: number; readonly neverMet: object };

  expect(said).toMatchObject({ failures: [] });
  expect(code).toBe(0);
  expect(histories, "histories played: too slow to judge by").toBeGreaterThanOrEqual(HISTORIES_MIN);
  // A machine too slow for all of them has not come to the rarest yet, which says nothing about them.
  expect(histories < SEEDS ? NOTHING : neverMet).toEqual(NOTHING);
});
