/**
 * The code of one function, for as many regions as run it: bundled once, bundled again when a source file changes. Environments
 * that run on an older version finish on it. A change that does not compile is reported, and the last code that did goes on.
 */
import { join } from "node:path";
import type { Log } from "../world/log.ts";
import { type BundleNote, type BundleRequest, bundleFileName } from "./bundle.ts";
import { BundleRefusal, makeBundle } from "./make-bundle.ts";
import { createSourceWatch } from "./source-watch.ts";

export interface CodeVersion {
  /** The bundle of the handler. */
  readonly path: string;
  /** The program that runs it. */
  readonly environmentPath: string;
  readonly hash: string;
}

export interface FunctionCode {
  current(): CodeVersion;
  /** Calls `listener` after each change of the code; returns what ends that. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface FunctionCodeOptions {
  readonly name: string;
  /** Its folder is for this function's bundles alone; worlds may share it, and it is kept between starts. */
  readonly request: BundleRequest;
  /** The program that runs the bundle in an environment. */
  readonly environmentPath: string;
  readonly log: Log;
  /** Bundle again when a source file changes. */
  readonly watch: boolean;
}

export async function createFunctionCode(settings: FunctionCodeOptions): Promise<FunctionCode> {
  const { name, request, environmentPath, log } = settings;
  const source = `lambda/${name}`;
  const listeners = new Set<() => void>();
  let note = await makeBundle(request).catch((error: unknown) => {
    throw error instanceof BundleRefusal ? new Error(`the code of ${name} does not compile: ${error.message}`) : error;
  });
  let version = versionOf(note);
  const watching = settings.watch ? createSourceWatch(changed) : undefined;
  let work = Promise.resolve();
  watching?.setFiles(note.inputs);

  function versionOf({ hash }: BundleNote): CodeVersion {
    return { hash, path: join(request.directory, hash, bundleFileName(request)), environmentPath };
  }

  /** One bundling after another, since the last change must be the last word. */
  function changed(): void {
    work = work.then(bundleAgain);
  }

  async function bundleAgain(): Promise<void> {
    try {
      note = await makeBundle(request);
    } catch (error) {
      const what = error instanceof BundleRefusal ? "does not compile" : "cannot be bundled";
      const why = error instanceof Error ? error.message : String(error);
      log({ source, level: "problem", text: `the code of ${name} ${what} (the last code goes on): ${why}` });
      return;
    }
    watching?.setFiles(note.inputs);
    if (note.hash === version.hash) return;
    version = versionOf(note);
    log({ source, level: "event", text: "reloaded with the edited code" });
    for (const listener of listeners) listener();
  }

  return {
    current: () => version,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      watching?.close();
      await work;
    },
  };
}
