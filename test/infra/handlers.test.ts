/**
 * What is deployed starts: the folder that the program hands to SST, loaded by Node 24 in an empty process outside of this repository, with the
 * variables that the same program gives that function, and what Lambda sets by itself. A variable that `infra/` forgets is found here and
 * not by the first customer.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { FUNCTIONS, type FunctionName, OPTIONAL_ENVIRONMENT } from "@tandem/functions/manifest";
import { must } from "@tandem/kernel";
import { bundleFunctions } from "@tandem/local/bundles";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Deployment,
  deploy,
  type EnvironmentUnderTest,
  PREVIEW_OF_12,
  PRODUCTION,
  regionStacks,
  resourcesOf,
  type Stack,
} from "./deployment.ts";
import type { GraphResource } from "./graph/graph.ts";
import { ROOT } from "./graph/platform.ts";
import type { Edit } from "./graph/source-edits.ts";
import { at } from "./rules/rule.ts";

/** Imports a module, then again without each of its variables. */
const LOADER = fileURLToPath(new URL("../../functions/testing/load-function.ts", import.meta.url));
const NAMES = Object.keys(FUNCTIONS) as readonly FunctionName[];

let folder: string;
/** By environment. */
const deployments = new Map<string, Deployment>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tandem-handlers-"));
  for (const environment of [PRODUCTION, PREVIEW_OF_12])
    deployments.set(environment.name, await deployInto(environment, join(folder, "deployed")));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function deployInto(
  environment: EnvironmentUnderTest,
  bundles: string,
  more: readonly Edit[] = [],
): Promise<Deployment> {
  const edits = [
    {
      file: "infra/region/code.ts",
      find: 'join(".tandem", "deployed")',
      replace: JSON.stringify(relative(ROOT, bundles)),
    },
    ...more,
  ];
  return await deploy(environment, { parts: environment.settings.regions, edits });
}

const CASES = [PRODUCTION, PREVIEW_OF_12].flatMap(({ name, settings: { regions } }) =>
  regions.flatMap((region) => NAMES.map((each) => ({ environment: name, region, name: each }))),
);

test.each(CASES)(
  "$name starts in $region of $environment with what it is given, and says what is missing",
  async (one) => {
    const { inputs } = functionOf(stackOf(one), one.name);
    const given = at(inputs, "environment", "variables") as Readonly<Record<string, string>>;
    const required = FUNCTIONS[one.name].environment.filter((each) => !isOptional(each));

    const { handler, without } = await load(one, { given, handler: String(at(inputs, "handler")) });

    expect(handler).toBe("function");
    for (const variable of required)
      expect(without[variable]?.split("\n").slice(0, 2), `without ${variable}`).toEqual([
        `ConfigurationError: the function ${one.name} is not configured:`,
        `  ${variable} is not set`,
      ]);
  },
);

test("every region runs the same code, and it is the code of the local world, byte for byte", async () => {
  const local = await bundleFunctions({ root: ROOT, directory: join(folder, "local") });

  for (const name of NAMES) {
    const zips = CASES.filter((each) => each.name === name).map((each) => zipOf(stackOf(each), name));
    expect(new Set(zips).size, `versions of ${name}`).toBe(1);
    const files = readdirSync(local[name].directory).sort();
    const deployed = bundleFolder(name);
    expect(readdirSync(deployed).sort()).toEqual(files);
    for (const file of files)
      expect(readFileSync(join(deployed, file)).equals(readFileSync(join(local[name].directory, file)))).toBe(true);
  }
});

test("a variable that infra/ forgets to give is found here", async () => {
  const forgetful = await deployInto(PREVIEW_OF_12, join(folder, "deployed"), [
    { file: "infra/region/table-changes.ts", find: "{ TANDEM_QUEUE_URL: queue.url }", replace: "{}" },
  ]);
  const [stack] = regionStacks(forgetful);
  const { inputs } = functionOf(must(stack, "there is a region"), "on-table-change");
  const given = at(inputs, "environment", "variables") as Readonly<Record<string, string>>;
  const one = { environment: "pr-12", region: "us-west-2", name: "on-table-change" } as const;

  await expect(load(one, { given, handler: "bundle.handler" })).rejects.toThrow("TANDEM_QUEUE_URL is not set");
});

interface Case {
  readonly environment: string;
  readonly region: string;
  readonly name: FunctionName;
}

async function load(
  { region, name }: Case,
  wanted: {
    readonly given: Readonly<Record<string, string>>;
    readonly handler: string;
  },
): Promise<{ readonly handler: string; readonly without: Readonly<Record<string, string>> }> {
  const directory = bundleFolder(name);
  expect(wanted.handler.split(".").at(-1)).toBe("handler");
  const module = `${wanted.handler.replace(/\.handler$/, "")}.mjs`;
  const address = pathToFileURL(join(directory, module)).href;
  const env = { ...setByLambda({ region, name, handler: wanted.handler, directory }), ...wanted.given };
  const { stdout } = await promisify(execFile)(process.execPath, [LOADER, address], { env, cwd: directory });
  return JSON.parse(stdout);
}

/** No PATH and no HOME, so that nothing of this machine helps. */
function setByLambda(one: { region: string; name: string; handler: string; directory: string }) {
  return {
    AWS_REGION: one.region,
    AWS_DEFAULT_REGION: one.region,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: one.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SESSION_TOKEN: "token",
    LAMBDA_TASK_ROOT: one.directory,
    _HANDLER: one.handler,
    TZ: ":UTC",
  };
}

/** A bundle's folder is named by its content: two of one function would be two versions of it. */
function bundleFolder(name: FunctionName): string {
  const store = join(folder, "deployed", name);
  const [hash, ...others] = readdirSync(store, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(others).toEqual([]);
  return join(store, must(hash, `${name} was bundled`).name);
}

function stackOf({ environment, region }: Omit<Case, "name">): Stack {
  const deployment = must(deployments.get(environment), `${environment} was deployed`);
  return must(
    regionStacks(deployment).find((stack) => stack.region === region),
    `${environment} has ${region}`,
  );
}

function functionOf(stack: Stack, name: FunctionName): GraphResource {
  const found = resourcesOf(stack, "aws:lambda/function:Function").find(({ inputs }) =>
    String(at(inputs, "name")).endsWith(`-${stack.region}-${name}`),
  );
  return must(found, `${stack.stage} has ${name}`);
}

/** SST names what it uploads by the content. */
function zipOf(stack: Stack, name: FunctionName): string {
  return String(at(functionOf(stack, name).inputs, "s3Key"));
}

function isOptional(variable: string): boolean {
  return OPTIONAL_ENVIRONMENT.some((each) => each === variable);
}
