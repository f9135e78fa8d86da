/**
 * Bundles on disk, each in a folder named by its content, with a note of what they were made from. A world that starts again, or
 * a second one, uses what is there if nothing it was made from has changed, since bundling is the slowest thing a start does.
 * Folders and the note appear whole or not at all, so that two worlds may share one store.
 */
import { createHash, randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { BundleFile, BundleNote } from "./bundle.ts";

/** The newest versions that are kept: environments of some world may be about to import an older one. */
const VERSIONS_KEPT = 5;
const NOTE = "made-from.json";

/** The note of what is there, if it was made for this request and nothing that went in has changed since. */
export async function findBundle(directory: string, request: string): Promise<BundleNote | undefined> {
  const note = await readNote(join(directory, NOTE));
  if (note === undefined || note.request !== request) return undefined;
  const isAsItWas = Object.entries(note.inputs).every(([path, fingerprint]) => fingerprintOf(path) === fingerprint);
  return isAsItWas && (await isThere(join(directory, note.hash))) ? note : undefined;
}

export async function storeBundle(directory: string, note: BundleNote, files: readonly BundleFile[]): Promise<void> {
  const suffix = `.${process.pid}-${randomBytes(4).toString("hex")}.new`;
  const folder = join(directory, note.hash);
  if (!(await isThere(folder))) {
    const fresh = `${folder}${suffix}`;
    await mkdir(fresh, { recursive: true });
    for (const { path, contents } of files) await writeFile(join(fresh, basename(path)), contents);
    // Another world may have been quicker with the same content.
    await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  }
  await writeFile(join(directory, `${NOTE}${suffix}`), JSON.stringify(note));
  await rename(join(directory, `${NOTE}${suffix}`), join(directory, NOTE));
  await prune(directory);
}

/** A bundle's name, by what is in it and nothing else. */
export function hashOf(files: readonly BundleFile[]): string {
  const hash = createHash("sha256");
  const named = files.map(({ path, contents }) => ({ name: basename(path), contents }));
  for (const { name, contents } of named.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    hash.update(`${name} ${contents.length}\n`).update(contents);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Removes the bundle if it is not, byte for byte, what its name says; whether it was. */
export async function keepIfIntact(directory: string, hash: string): Promise<boolean> {
  const folder = join(directory, hash);
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), contents: await readFile(join(folder, name)) })),
  );
  const isIntact = hashOf(files) === hash;
  if (!isIntact) await rm(folder, { recursive: true, force: true });
  return isIntact;
}

/** What tells a file from an edited one. */
export function fingerprintOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "missing" : `${found.size} ${found.mtimeMs}`;
}

async function readNote(path: string): Promise<BundleNote | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    // Not there, or not a note of this version: it is made again.
    return undefined;
  }
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

async function prune(directory: string): Promise<void> {
  const folders = await readdir(directory, { withFileTypes: true });
  const versions = await Promise.all(
    folders
      .filter((entry) => entry.isDirectory() && /^[0-9a-f]+$/.test(entry.name))
      .map(async ({ name }) => ({
        name,
        atMs: (await stat(join(directory, name)).catch(() => undefined))?.mtimeMs ?? 0,
      })),
  );
  versions.sort((left, right) => right.atMs - left.atMs);
  for (const { name } of versions.slice(VERSIONS_KEPT))
    await rm(join(directory, name), { recursive: true, force: true });
}
