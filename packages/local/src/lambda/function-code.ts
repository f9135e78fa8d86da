/**
 * The code of one function, for as many regions as run it: bundled once, bundled again when a source file changes. Each result
 * gets a folder of its own, named by its content, because environments that run on the last one may still be reading it. A
 * change that does not compile is reported, and the last code that did goes on.
 */
import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { must } from "@tandem/kernel";
import { type BuildContext, type BuildResult, context, formatMessages } from "esbuild";
import type { Log } from "../world/log.ts";
import { type BundleOptions, bundleFileName, esbuildOptions } from "./bundle.ts";
import { bundleEnvironment, ENVIRONMENT_FILE } from "./environment-bundle.ts";

/** The last code and the one before it, which environments that just started may still be importing. */
const FOLDERS_KEPT = 2;

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
  readonly entry: string;
  readonly options: BundleOptions;
  /** A folder that belongs to this function's code alone; it is emptied first. */
  readonly directory: string;
  readonly log: Log;
  /** Bundle again when a source file changes. */
  readonly watch: boolean;
}

export async function createFunctionCode(settings: FunctionCodeOptions): Promise<FunctionCode> {
  const { name, options, directory, log } = settings;
  const listeners = new Set<() => void>();
  const folders: string[] = [];
  let version: CodeVersion | undefined;
  await rm(directory, { recursive: true, force: true });
  const environment = await bundleEnvironment();

  async function take(result: BuildResult): Promise<void> {
    const next = await writeVersion(result, directory, bundleFileName(options));
    await writeFile(next.environmentPath, environment);
    if (next.hash === version?.hash) return;
    const isFirst = version === undefined;
    version = next;
    folders.push(next.hash);
    for (const old of folders.splice(0, folders.length - FOLDERS_KEPT)) {
      if (old !== next.hash) await rm(join(directory, old), { recursive: true, force: true });
    }
    if (isFirst) return;
    log({ source: `lambda/${name}`, level: "event", text: "reloaded with the edited code" });
    for (const listener of listeners) listener();
  }

  async function report(result: BuildResult): Promise<string> {
    const messages = await formatMessages(result.errors, { kind: "error", color: false });
    const text = `the code of ${name} does not compile: ${messages.join("").trim()}`;
    if (version !== undefined)
      log({ source: `lambda/${name}`, level: "problem", text: `${text} (the last code goes on)` });
    return text;
  }

  const first = Promise.withResolvers<void>();
  const builder = await context({
    ...esbuildOptions(settings),
    plugins: [{ name: "take", setup: (build) => build.onEnd(ended) }],
  });

  async function ended(result: BuildResult): Promise<void> {
    try {
      if (result.errors.length > 0) throw new Error(await report(result));
      await take(result);
      first.resolve();
    } catch (error) {
      first.reject(error);
    }
  }

  await build(builder, settings.watch, first.promise);
  return {
    current: () => must(version, "code is handed out only after its first bundle"),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => builder.dispose(),
  };
}

async function build(builder: BuildContext, watch: boolean, first: Promise<void>): Promise<void> {
  try {
    // A build with errors rejects here too, with less to say than what `ended` made of it.
    await Promise.all([watch ? builder.watch() : builder.rebuild().catch(() => undefined), first]);
  } catch (error) {
    await builder.dispose();
    throw error;
  }
}

async function writeVersion(result: BuildResult, directory: string, fileName: string): Promise<CodeVersion> {
  const files = must(result.outputFiles, "esbuild was told not to write");
  const digest = createHash("sha256");
  for (const file of files) digest.update(file.path).update(file.contents);
  const hash = digest.digest("hex").slice(0, 16);
  await mkdir(join(directory, hash), { recursive: true });
  for (const file of files) await writeFile(join(directory, hash, basename(file.path)), file.contents);
  const folder = join(directory, hash);
  return { hash, path: join(folder, fileName), environmentPath: join(folder, ENVIRONMENT_FILE) };
}
