/**
 * Tells when one of the project's own source files changed. Folders are watched rather than files, because editors replace a
 * file instead of writing it; installed packages are not watched, since they change only by an installation.
 */
import { type FSWatcher, watch } from "node:fs";
import { dirname, sep } from "node:path";
import { fingerprintOf } from "./bundle-store.ts";

export interface SourceWatch {
  /** Watches these files from now on, instead of those before; each with its fingerprint when it was read. */
  setFiles(files: Readonly<Record<string, string>>): void;
  close(): void;
}

/** An editor writes in several steps; one look after the last of them is enough. */
const SETTLE_MS = 50;
const INSTALLED = `${sep}node_modules${sep}`;

export function createSourceWatch(onChange: () => void): SourceWatch {
  const watchers = new Map<string, FSWatcher>();
  let fingerprints = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  /** A folder tells of much that is no change of a source, such as a file that was only read. */
  function look(): void {
    const changed = [...fingerprints].filter(([path, fingerprint]) => fingerprintOf(path) !== fingerprint);
    if (changed.length === 0) return;
    for (const [path] of changed) fingerprints.set(path, fingerprintOf(path));
    onChange();
  }

  function touched(): void {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLE_MS);
  }

  return {
    setFiles(files) {
      const own = Object.keys(files).filter((path) => !path.includes(INSTALLED));
      fingerprints = new Map(own.map((path) => [path, files[path] ?? ""]));
      const folders = new Set(own.map(dirname));
      for (const [folder, watcher] of watchers) {
        if (folders.has(folder)) continue;
        watcher.close();
        watchers.delete(folder);
      }
      for (const folder of folders) {
        if (!watchers.has(folder)) watchers.set(folder, watch(folder, { persistent: false }, touched));
      }
      // What was edited since it was read is noticed now.
      touched();
    },
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}
