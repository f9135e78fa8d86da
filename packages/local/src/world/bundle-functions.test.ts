import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUNDLING } from "@tandem/functions/bundling";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeBundle } from "../lambda/make-bundle.ts";
import { bundleFunctions, bundleRequestOf, FUNCTION_NAMES } from "./bundle-functions.ts";
import { silentLog } from "./log.ts";
import { bundleProduct, closeProduct } from "./product.ts";

/** Everything is bundled twice, on a machine that may be busy. */
vi.setConfig({ testTimeout: 180_000 });

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-deployed-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what is deployed is what runs here, byte for byte, and nothing else lies beside it", async () => {
  const deployed = await bundleFunctions({ root: ROOT, directory: join(folder, "deployed") });
  const code = await bundleProduct({ root: ROOT, directory: join(folder, "local"), log: silentLog, watch: false });

  for (const name of FUNCTION_NAMES) {
    const { directory, handler } = deployed[name];
    const names = readdirSync(directory);
    const local = join(code[name].current().path, "..");
    expect(handler).toBe("bundle.handler");
    expect(names).toContain("bundle.mjs");
    expect(names.filter((each) => !each.endsWith(".mjs") || each.startsWith("environment"))).toEqual([]);
    expect(readdirSync(local)).toEqual(names);
    for (const each of names) expect(readFileSync(join(local, each))).toEqual(readFileSync(join(directory, each)));
  }
  await closeProduct(code);
});

/** A handler with what makes chunks and what was written for CommonJS, in a clone of its own. */
function writeClone(clone: string): string {
  const functions = join(folder, clone, "functions");
  mkdirSync(functions, { recursive: true });
  writeFileSync(join(functions, "old.cjs"), "exports.word = __filename.length > 0 ? 'old' : '';");
  writeFileSync(join(functions, "later.ts"), `export { word } from "./shared.ts"; export const later = 1;`);
  writeFileSync(join(functions, "shared.ts"), `export const word: string = "shared";`);
  writeFileSync(
    join(functions, "api.ts"),
    `import old from "./old.cjs"; import { word } from "./shared.ts";
     export const handler = async () => [old.word, word, (await import("./later.ts")).later];`,
  );
  return join(folder, clone);
}

async function hashIn(root: string, directory: string): Promise<string> {
  return (await makeBundle({ ...bundleRequestOf("api", { root, directory }), decidedBy: [] })).hash;
}

test("the same sources give the same bytes, in every clone and at any time", async () => {
  const one = writeClone("one");
  const other = writeClone("a/clone/elsewhere");
  utimesSync(join(other, "functions", "api.ts"), 1, 1);

  const hashes = [await hashIn(one, join(folder, "out-one")), await hashIn(other, join(folder, "b", "out-other"))];

  expect(BUNDLING.splitting).toBe(true);
  expect(readdirSync(join(folder, "out-one", "api", hashes[0] ?? "")).length).toBeGreaterThan(1);
  expect(new Set(hashes).size).toBe(1);
});

test("a bundle that was meddled with is not deployed", async () => {
  const root = writeClone("one");
  for (const name of FUNCTION_NAMES.filter((each) => each !== "api")) {
    writeFileSync(join(root, "functions", `${name}.ts`), "export const handler = async () => 1;");
  }
  const places = { root, directory: join(folder, "out") };
  const { directory } = (await bundleFunctions(places)).api;
  const before = readFileSync(join(directory, "bundle.mjs"));
  writeFileSync(join(directory, "bundle.mjs"), "export const handler = () => 'another';");
  writeFileSync(join(directory, "left-over.mjs"), "");

  const again = (await bundleFunctions(places)).api.directory;

  expect(readFileSync(join(again, "bundle.mjs"))).toEqual(before);
  expect(readdirSync(again)).not.toContain("left-over.mjs");
});

test("a bundle is made again when what is installed changed, although no source did", async () => {
  const root = writeClone("one");
  const lock = join(root, "pnpm-lock.yaml");
  writeFileSync(lock, "one");
  const request = bundleRequestOf("api", { root, directory: join(folder, "out") });
  const first = await makeBundle(request);

  const kept = await makeBundle(request);
  writeFileSync(lock, "another");
  const again = await makeBundle(request);

  expect(kept).toEqual(first);
  expect(again.inputs[lock]).not.toBe(first.inputs[lock]);
});
