import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type EngineSearch, findEngine, thisMachine } from "./engine-binary.ts";

type Machine = Pick<EngineSearch, "resolve" | "program"> & { readonly root: string };

/** A machine with these files, of which those in `bin` can be called by their names. */
function machineWith(files: readonly string[]): Machine {
  const root = mkdtempSync(join(tmpdir(), "tandem-engine-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const file of files) {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), "");
    chmodSync(join(root, file), 0o755);
  }
  return {
    root,
    resolve(name) {
      if (!files.includes(name.replace("package.json", "dynoxide"))) throw new Error(`no package ${name}`);
      return join(root, name);
    },
    program: (name) => (files.includes(`bin/${name}`) ? join(root, "bin", name) : undefined),
  };
}

test("the package for this platform comes before what is on the PATH", () => {
  const machine = machineWith(["@dynoxide/linux-x64/dynoxide", "bin/dynoxide"]);

  const found = findEngine({ ...machine, platform: "linux", architecture: "x64" });

  expect(found).toEqual({
    command: join(machine.root, "@dynoxide/linux-x64/dynoxide"),
    leadingArguments: [],
    isFetched: false,
  });
});

test("without the package, dynoxide on the PATH is taken", () => {
  const machine = machineWith(["bin/dynoxide", "bin/npx"]);

  expect(findEngine({ ...machine, platform: "darwin", architecture: "arm64" }).command).toBe(
    join(machine.root, "bin/dynoxide"),
  );
});

test("without either, npx fetches it", () => {
  const machine = machineWith(["bin/npx"]);

  const found = findEngine({ ...machine, platform: "darwin", architecture: "arm64" });

  expect(found).toEqual({
    command: join(machine.root, "bin/npx"),
    leadingArguments: ["--yes", "dynoxide@1.2.1"],
    isFetched: true,
  });
});

test("without any, the error says what to install", () => {
  const machine = machineWith([]);

  expect(() => findEngine({ ...machine, platform: "darwin", architecture: "arm64" })).toThrow(
    /No DynamoDB engine for darwin-arm64\. Put dynoxide 1\.2\.1 on the PATH/,
  );
});

test("this machine's own search finds programs by name, and nothing where there is none", () => {
  expect(thisMachine().program("sh")).toMatch(/sh$/);
  expect(thisMachine().program("no-such-program-anywhere")).toBeUndefined();
});
