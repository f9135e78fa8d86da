/**
 * Finds the program that stores the data: the package for this platform, else `dynoxide` on the PATH, else what npx can
 * fetch. If there is none, the error says what to install, since this is the first thing a newcomer can stumble over.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { WorldRefusal } from "../../world/refusal.ts";

export interface EngineCommand {
  readonly command: string;
  readonly leadingArguments: readonly string[];
  /** Whether the program has yet to be fetched, which may fail. */
  readonly isFetched: boolean;
}

export interface EngineSearch {
  readonly platform: string;
  readonly architecture: string;
  /** The file a package's name leads to; throws when the package is not installed. */
  readonly resolve: (name: string) => string;
  /** Where a program is, if it can be called by its name. */
  readonly program: (name: string) => string | undefined;
}

/** The places this process looks at. */
export function thisMachine(): EngineSearch {
  return {
    platform: process.platform,
    architecture: process.arch,
    resolve: createRequire(import.meta.url).resolve,
    program: programOnPath,
  };
}

export function findEngine(search: EngineSearch): EngineCommand {
  const packaged = packagedEngine(search);
  if (packaged !== undefined) return { command: packaged, leadingArguments: [], isFetched: false };
  const installed = search.program("dynoxide");
  if (installed !== undefined) return { command: installed, leadingArguments: [], isFetched: false };
  const npx = search.program("npx");
  if (npx !== undefined) return { command: npx, leadingArguments: ["--yes", "dynoxide@1.2.1"], isFetched: true };
  throw noEngine(search);
}

/** What to do where there is no engine. */
export function noEngine({ platform, architecture }: Pick<EngineSearch, "platform" | "architecture">): WorldRefusal {
  return new WorldRefusal(
    `No DynamoDB engine for ${platform}-${architecture}. Put dynoxide 1.2.1 on the PATH (https://github.com/nubo-db/dynoxide), or give each\n` +
      "region any DynamoDB-compatible endpoint: TANDEM_DYNAMODB_ENGINE_URL_1, TANDEM_DYNAMODB_ENGINE_URL_2.",
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

function executable(file: string): string | undefined {
  try {
    accessSync(file, constants.X_OK);
    return file;
  } catch {
    return undefined;
  }
}

/** Asks the shell, which knows the search path as the engine's own start will. */
function programOnPath(name: string): string | undefined {
  const asked = spawnSync("/bin/sh", ["-c", 'command -v "$1"', "sh", name], { encoding: "utf8" });
  const file = asked.status === 0 ? asked.stdout.trim() : "";
  return file === "" ? undefined : file;
}
