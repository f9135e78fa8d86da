import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LogLine } from "../world/log.ts";
import { createFunctionCode } from "./function-code.ts";
import { eventually } from "./testing/eventually.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("bundles that are kept", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "tandem-bundles-"));
    writeFileSync(
      join(root, "handler.ts"),
      `import { word } from "./word.ts"; export const handler = async () => word;`,
    );
    writeFileSync(join(root, "word.ts"), `export const word = "one";`);
    writeFileSync(join(root, "other.ts"), `export const word = "other";`);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  async function bundle(
    options: { readonly minify?: boolean; readonly watch?: boolean; readonly lines?: LogLine[] } = {},
  ) {
    const { minify = false, watch = false, lines = [] } = options;
    const directory = join(root, "bundles");
    const entry = join(root, "handler.ts");
    return await createFunctionCode({
      name: "api",
      request: { entry, directory, options: { minify } },
      environmentPath: join(root, "environment.mjs"),
      watch,
      log: (line) => lines.push(line),
    });
  }

  /** The folder of the first bundle, emptied of its content, so that it shows whether it is made again or taken as it is. */
  async function takenAsItIs(): Promise<boolean> {
    const { path } = (await bundle()).current();
    rmSync(path);
    const again = (await bundle()).current();
    return again.path === path && !existsSync(path);
  }

  test("are taken as they are when nothing changed", async () => {
    expect(await takenAsItIs()).toBe(true);
  });

  test("are made again when a source changed, also one that is imported", async () => {
    const first = (await bundle()).current();
    writeFileSync(join(root, "word.ts"), `export const word = "two";`);
    const second = (await bundle()).current();

    expect(second.hash).not.toBe(first.hash);
    expect(existsSync(first.path)).toBe(true);
  });

  test("are made again when the options changed", async () => {
    const first = (await bundle()).current();
    const second = (await bundle({ minify: true })).current();

    expect(second.hash).not.toBe(first.hash);
  });

  test("are made again when their note or their folder is damaged", async () => {
    const first = (await bundle()).current();
    writeFileSync(join(root, "bundles", "made-from.json"), "{ not JSON");
    expect((await bundle()).current()).toEqual(first);

    rmSync(join(root, "bundles", first.hash), { recursive: true });
    expect((await bundle()).current()).toEqual(first);
    expect(existsSync(first.path)).toBe(true);
  });

  test("are few: old ones are removed", async () => {
    for (let number = 0; number < 9; number += 1) {
      writeFileSync(join(root, "word.ts"), `export const word = ${number};`);
      await bundle();
    }

    expect(readdirSync(join(root, "bundles")).filter((name) => /^[0-9a-f]+$/.test(name)).length).toBeLessThanOrEqual(5);
  });

  test("two worlds may make the same one at the same time", async () => {
    const both = await Promise.all([bundle(), bundle(), bundle()]);

    expect(new Set(both.map((code) => code.current().hash)).size).toBe(1);
    expect(existsSync(both[0]?.current().path ?? "")).toBe(true);
  });

  test("a source that is imported only now is watched from now on", async () => {
    const lines: LogLine[] = [];
    const code = await bundle({ watch: true, lines });
    const hashes = new Set([code.current().hash]);
    code.onChange(() => hashes.add(code.current().hash));

    writeFileSync(
      join(root, "handler.ts"),
      `import { word } from "./other.ts"; export const handler = async () => word;`,
    );
    await eventually(() => hashes.size === 2);
    writeFileSync(join(root, "other.ts"), `export const word = "changed";`);
    await eventually(() => hashes.size === 3);
    await code.close();

    expect(lines.map(({ text }) => text)).toEqual(["reloaded with the edited code", "reloaded with the edited code"]);
  });

  test("a file from the future does not make it bundle for ever", async () => {
    const future = new Date(Date.now() + 3_600_000);
    utimesSync(join(root, "word.ts"), future, future);

    expect(await takenAsItIs()).toBe(true);
  });
});
