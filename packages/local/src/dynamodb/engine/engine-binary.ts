/**
 * Finds the program that stores the data: the package for this platform, else `dynoxide` on the PATH, else what npx can
 * fetch. If there is none, the error says what to install, since this is the first thing a newcomer can stumble over.
 */
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { WorldRefusal } from "../../world/refusal.ts";

export interface EngineCommand {
  readonly command: string;
  readonly leadingArguments: readonly string[];
}

export interface EngineSearch {
  readonly platform: string;
  readonly architecture: string;
  /** The folders where programs are looked for, as the variable PATH lists them. */
  readonly path: string;
  /** The file a package's name leads to; throws when the package is not installed. */
  readonly resolve: (name: string) => string;
}

/** The places this process looks at. */
export function thisMachine(): EngineSearch {
  return {
    platform: process.platform,
    architecture: process.arch,
    path: process.env["PATH"] ?? "",
    resolve: createRequire(import.meta.url).resolve,
  };
}

export function findEngine(search: EngineSearch): EngineCommand {
  const packaged = packagedEngine(search);
  if (packaged !== undefined) return { command: packaged, leadingArguments: [] };
  const installed = onPath("dynoxide", search.path);
  if (installed !== undefined) return { command: installed, leadingArguments: [] };
  const npx = onPath("npx", search.path);
  if (npx !== undefined) return { command: npx, leadingArguments: ["--yes", "dynoxide@1.2.1"] };
  throw new WorldRefusal(
    `No DynamoDB engine for ${search.platform}-${search.architecture}. Install one with "npm install -g dynoxide" (or put dynoxide on the PATH),\n` +
      "or give each region any DynamoDB-compatible endpoint: TANDEM_DYNAMODB_ENGINE_URL_1, TANDEM_DYNAMODB_ENGINE_URL_2.",
  );
}

function packagedEngine(search: EngineSearch): string | undefined {
  const name = `@dynoxide/${search.platform}-${search.architecture}`;
  try {
    return executable(join(dirname(search.resolve(`${name}/package.json`)), "dynoxide"));
  } catch {
    return undefined;
  }
}

function onPath(program: string, path: string): string | undefined {
  for (const folder of path.split(delimiter)) {
    const file = folder === "" ? undefined : executable(join(folder, program));
    if (file !== undefined) return file;
  }
  return undefined;
}

function executable(file: string): string | undefined {
  try {
    accessSync(file, constants.X_OK);
    return file;
  } catch {
    return undefined;
  }
}
