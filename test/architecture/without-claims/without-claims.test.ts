/** A product that needs no decision of the whole world takes claims out, and everything else goes on: the shop compiles and answers. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CODE_CUTS, DELETED } from "./removal.ts";
import { makeScratchCopy, type ScratchCopy } from "./scratch-copy.ts";

const ROOT = join(import.meta.dirname, "../../..");
const PACKAGES = [
  "kernel",
  "replication",
  "delivery",
  "resilience",
  "claims",
  "shop",
  "aws",
  "http",
  "payments",
  "local",
];
const run = promisify(execFile);
let copy: ScratchCopy;

beforeAll(() => {
  copy = makeScratchCopy(ROOT, ["functions", ...PACKAGES.map((name) => `packages/${name}`)]);
  for (const path of DELETED) copy.delete(path);
  for (const cut of CODE_CUTS) copy.cut(cut);
});
afterAll(() => copy.remove());

test("without claims the functions, the API and the local world compile", async () => {
  const sources = [
    "functions/*.ts",
    "functions/programs/*.ts",
    "packages/http/src/index.ts",
    "packages/local/src/index.ts",
  ];
  copy.write("tsconfig.json", JSON.stringify({ extends: join(ROOT, "tsconfig.json"), include: sources, exclude: [] }));

  const checked = run(join(ROOT, "node_modules", ".bin", "tsc"), ["-p", "tsconfig.json"], { cwd: copy.root }).then(
    () => "",
    (error: { readonly stdout: string }) => error.stdout,
  );

  expect(await checked).toBe("");
});

test("without claims the API takes orders, and has nothing where handles were", async () => {
  copy.write("ask.ts", ASKING);

  const { stdout } = await run(process.execPath, [join(copy.root, "ask.ts")]);

  expect(JSON.parse(stdout)).toEqual({
    defined: 201,
    stocked: 200,
    placed: 201,
    read: "placed",
    handle: 404,
    paths: [],
  });
});

/** A region over a table in memory, asked as a customer asks. */
const ASKING = `
import { createMemoryRegion } from "./functions/testing/memory-region.ts";

const region = createMemoryRegion();
const tea = { sku: "TEA", name: "Tea", price: 450 };
const defined = await region.ask("POST /products", { as: "operator", body: tea });
const more = { quantity: 3, region: "us-east-1" };
const stocked = await region.ask("POST /stock/TEA/restock", { as: "operator", body: more });
const lines = [{ sku: "TEA", quantity: 2 }];
const placed = await region.ask("POST /orders", { as: "customer", body: { lines } });
const read = await region.ask("GET /orders/" + placed.body.id, { as: "customer" });
const handle = await region.ask("PUT /handles/ada", { as: "customer" });
const { body: description } = await region.ask("GET /openapi.json", { as: "customer" });
const paths = Object.keys(description.paths).filter((path) => path.includes("handle"));
console.log(JSON.stringify({
  defined: defined.status, stocked: stocked.status, placed: placed.status, read: read.body.status, handle: handle.status, paths,
}));
`;
