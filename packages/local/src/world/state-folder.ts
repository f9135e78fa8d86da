/**
 * The folder in which a world keeps its state between starts. A marker file says that the folder is ours and in which version,
 * and `--fresh` empties only a folder that carries it: a mistyped `--state` must never cost anybody their files.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { endLeftovers } from "../supervision/leftovers.ts";
import { findDamagedDatabase } from "./damaged-database.ts";
import { damagedState, WorldRefusal } from "./refusal.ts";
import { HOLDER_FILE, LOCK_FILE, lockState } from "./state-lock.ts";

/** Raised when a world can no longer read what an earlier one wrote. */
export const STATE_VERSION = 1;
export const MARKER_FILE = "tandem-world.json";

export interface StateFolder {
  readonly directory: string;
  /** True when nothing was kept from an earlier start. */
  readonly isNew: boolean;
  /** Processes that an earlier world left running in this folder, and that were ended. */
  readonly endedPids: readonly number[];
  /** Lets another world have the folder. */
  release(): void;
}

export interface OpenState {
  readonly directory: string;
  readonly fresh: boolean;
  readonly portBase: number;
}

/** Takes the folder for this world alone: makes it, empties it, or checks what is in it. */
export async function openStateFolder({ directory: given, fresh, portBase }: OpenState): Promise<StateFolder> {
  const directory = resolve(given);
  makeOrRecognise(directory);
  const lock = lockFolder({ directory, fresh, portBase });
  try {
    // Only who holds the lock may say that nobody needs them; and only while their pid files are there can they be found.
    const endedPids = await endLeftovers(directory);
    if (fresh) empty(directory);
    const isNew = readMarker(directory) === undefined;
    if (isNew) writeMarker(directory);
    const damaged = findDamagedDatabase(directory, LOCK_FILE);
    if (damaged !== undefined) throw damagedState(damaged, "is not a database any more");
    return { directory, isNew, endedPids, release: () => lock.release() };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function makeOrRecognise(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    const names = readdirSync(directory);
    if (names.length === 0 || names.includes(MARKER_FILE)) return;
    // A start that was killed before it wrote the marker leaves at most the lock.
    if (names.every((name) => name.startsWith(LOCK_FILE) || name === HOLDER_FILE || name.startsWith(MARKER_FILE)))
      return;
  } catch (error) {
    throw new WorldRefusal(
      `The state folder ${directory} cannot be used: ${(error as Error).message}.\nChoose another one with --state DIR.`,
    );
  }
  throw new WorldRefusal(
    `${directory} holds other files and is no state folder of Tandem (it has no ${MARKER_FILE}); nothing in it was touched.\n` +
      "Choose an empty or a new folder with --state DIR.",
  );
}

function lockFolder({ directory, fresh, portBase }: OpenState) {
  const path = join(directory, LOCK_FILE);
  // A lock file that is no database can be held by nobody.
  if (fresh && existsSync(path) && findDamagedDatabase(path) !== undefined) rmSync(path);
  return lockState({ directory, portBase });
}

/** All but the lock, which is held. */
function empty(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name !== LOCK_FILE && name !== HOLDER_FILE) rmSync(join(directory, name), { recursive: true, force: true });
  }
}

function readMarker(directory: string): { readonly version: number } | undefined {
  const path = join(directory, MARKER_FILE);
  if (!existsSync(path)) return undefined;
  const marker = parsed(path);
  if (marker?.version === STATE_VERSION) return marker;
  if (typeof marker?.version !== "number") throw damagedState(path, "is not the file that a world wrote");
  throw new WorldRefusal(
    `${path} is of version ${marker.version}, and this program reads version ${STATE_VERSION}.\n` +
      "Nothing was deleted. Use the program that wrote it, or begin again with --fresh.",
  );
}

function parsed(path: string): { readonly version: number } | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw damagedState(path, `cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

function writeMarker(directory: string): void {
  const path = join(directory, MARKER_FILE);
  writeFileSync(
    `${path}.new`,
    `${JSON.stringify({ what: "the state of a local Tandem world", version: STATE_VERSION })}\n`,
  );
  renameSync(`${path}.new`, path);
}
