/** Each function is loaded by Node as Lambda loads it, with the variables of its manifest and nothing else. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { type EnvironmentName, FUNCTIONS, type FunctionName, OPTIONAL_ENVIRONMENT } from "./manifest.ts";
import { completeEnvironment } from "./testing/complete-environment.ts";

const PROBE = fileURLToPath(new URL("./testing/load-function.ts", import.meta.url));
const NAMES = Object.keys(FUNCTIONS) as readonly FunctionName[];

interface Loaded {
  readonly handler: string;
  /** What each variable's absence was answered with. */
  readonly without: Readonly<Record<string, string>>;
}

/** A process of its own, since what is set in this one must not help. */
async function load(name: FunctionName): Promise<Loaded> {
  const module = new URL(`../${FUNCTIONS[name].handler.replace(/\.handler$/, ".ts")}`, import.meta.url).href;
  const { stdout } = await promisify(execFile)(process.execPath, [PROBE, module], { env: completeEnvironment(name) });
  return JSON.parse(stdout);
}

describe.each(NAMES)("the function %s", (name) => {
  test("loads with the variables of its manifest alone, and with none of them missing", async () => {
    const required = FUNCTIONS[name].environment.filter(
      (each: EnvironmentName) => !OPTIONAL_ENVIRONMENT.includes(each),
    );

    const { handler, without } = await load(name);

    expect(handler).toBe("function");
    for (const variable of ["AWS_REGION", ...required])
      expect(without[variable], `without ${variable}`).toContain(`${variable} is not set`);
    for (const variable of OPTIONAL_ENVIRONMENT) expect(without[variable] ?? "loaded").toBe("loaded");
  });
});
