/** A program of a few lines in a folder of its own, so that a test of the harness shows in full what is run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface SmallProgram {
  /** Path of its config. */
  readonly config: string;
  /** The folder it is in. */
  readonly root: string;
  write(path: string, text: string): void;
  remove(): void;
}

/** `body` is the inside of `run()`; `provider` the settings of the stack's provider. */
export function smallProgram(body: string, provider: object = { region: "us-east-1" }): SmallProgram {
  const root = mkdtempSync(join(tmpdir(), "tandem-program-"));
  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  write(
    "sst.config.ts",
    `export default $config({
      app: () => ({ name: "small", home: "aws", providers: { aws: ${JSON.stringify(provider)} } }),
      async run() { ${body} },
    });`,
  );
  write("src/handler.ts", "export async function handler() {}");
  return { config: join(root, "sst.config.ts"), root, write, remove: () => rmSync(root, { recursive: true }) };
}
