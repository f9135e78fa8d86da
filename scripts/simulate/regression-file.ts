/**
 * A history that once broke a promise, kept for ever: its scenario as data, so that it means the same after the way scenarios are
 * drawn has changed, and a sentence that says what it found. `npm test` plays these first. A file that cannot be read is a test
 * that no longer tests, so it fails.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulation } from "./simulation.ts";

export const REGRESSION_FORMAT = 1;
const NAME = /^(\d{1,10})(?:-[a-z0-9-]+)?\.json$/;
const SENTENCE_LETTERS_MIN = 20;

export interface Regression<Scenario> {
  readonly format: typeof REGRESSION_FORMAT;
  /** Which drew it, and which the file is named after. */
  readonly seed: number;
  /** The promise that was broken. */
  readonly promise: string;
  /** What was wrong, and what mended it: for whoever meets it again. */
  readonly found: string;
  readonly scenario: Scenario;
}

export function regressionText(regression: Omit<Regression<unknown>, "format">): string {
  return `${JSON.stringify({ format: REGRESSION_FORMAT, ...regression }, undefined, 2)}\n`;
}

/** Throws an error that names the file and says what is wrong with it. */
export function parseRegression<Scenario>(
  file: { readonly name: string; readonly text: string },
  simulation: Pick<Simulation<Scenario>, "parse">,
): Regression<Scenario> {
  try {
    const seedOfName = NAME.exec(file.name)?.[1];
    if (seedOfName === undefined) throw new Error("is not named SEED.json or SEED-some-words.json");
    const { format, seed, promise, found, scenario, ...others } = membersOf(JSON.parse(file.text));
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) throw new Error(`has an unknown member ${JSON.stringify(unknown)}`);
    if (format !== REGRESSION_FORMAT)
      throw new Error(`has the format ${JSON.stringify(format)}, not ${REGRESSION_FORMAT}`);
    if (seed !== Number(seedOfName)) throw new Error(`says seed ${JSON.stringify(seed)}, and its name ${seedOfName}`);
    if (typeof promise !== "string" || promise === "") throw new Error("names no promise");
    if (typeof found !== "string" || found.length < SENTENCE_LETTERS_MIN) {
      throw new Error("says in no sentence what it found (`found`)");
    }
    return { format, seed, promise, found, scenario: simulation.parse(scenario) };
  } catch (error) {
    throw new Error(`${file.name} ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Of a file that somebody wants to see played, whatever it is called and says: the scenario, and what it found, if it says so yet. */
export function parseKept(text: string): { readonly scenario: unknown; readonly found: string } {
  const { format, found, scenario } = membersOf(JSON.parse(text));
  if (format !== REGRESSION_FORMAT)
    throw new Error(`it has the format ${JSON.stringify(format)}, not ${REGRESSION_FORMAT}`);
  if (scenario === undefined) throw new Error("it has no scenario");
  return { scenario, found: typeof found === "string" ? found : "" };
}

/** Every file of the folder, whatever it is called: one that is misnamed is to be noticed. None before the first is kept. */
export function readRegressionFiles(folder: string): readonly { readonly name: string; readonly text: string }[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).toSorted((left, right) => (left < right ? -1 : 1));
  return names.map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

function membersOf(data: unknown): Readonly<Record<string, unknown>> {
  if (typeof data !== "object" || data === null || Array.isArray(data)) throw new Error("is not an object");
  return data as Readonly<Record<string, unknown>>;
}
