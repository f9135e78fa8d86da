import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const RUN = join(ROOT, "scripts", "run.mjs");

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tandem-bootstrap-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const node = (...args: string[]) => spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
async function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output += data));
  const [code] = await once(child, "close");
  return { code, output };
}
/** The bootstrap's own way of running a command, with a script of this test. */
function runScript(source: string): ChildProcess {
  const script = join(directory, "command.ts");
  writeFileSync(script, source);
  const module = JSON.stringify(join(ROOT, "scripts", "bootstrap", "run-script.mjs"));
  const call = JSON.stringify({ root: ROOT, script, args: ["an argument"] });
  return node("--input-type=module", "-e", `process.exitCode = await (await import(${module})).runScript(${call})`);
}

/** As the package manager writes it into `node_modules/.bin`: the shell stays, and goes by the script's name. */
function shellScriptForNode(): string {
  const path = join(directory, "node");
  writeFileSync(path, `#!/bin/sh\n"${process.execPath}" "$@"\nexit $?\n`, { mode: 0o755 });
  return path;
}

describe("the door of every command", () => {
  test("says clearly that this Node is too old, and how to get another", async () => {
    const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.20.4"})';

    const { code, output } = await ended(node("--import", pretend, RUN, "start"));

    expect(code).toBe(2);
    expect(output).toMatch(/needs Node.js 20 or newer; this is 18.20.4/);
    expect(output.trim().split("\n")).toHaveLength(2);
  });

  test.each(["nonsense", "../start", "", "command-line"])(
    "knows no command %j, and says which there are",
    async (name) => {
      const { code, output } = await ended(node(RUN, name));

      expect(code).toBe(2);
      expect(output).toMatch(
        /There is no command.*; there are: bundle, check, deploy, remove-preview, simulate, start\.$/m,
      );
    },
  );
});

describe("a command", () => {
  test("gets its arguments on Node 24, and its exit code is kept", async () => {
    const source = "console.log(process.versions.node.split('.')[0], process.argv[2] as string); process.exit(7)";

    const { code, output } = await ended(runScript(source));

    expect(output).toContain("24 an argument");
    expect(code).toBe(7);
  });

  test("hears the signals that the bootstrap gets", async () => {
    const parent = runScript(
      "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('up')",
    );
    await once(parent.stdout as NonNullable<typeof parent.stdout>, "data");

    parent.kill("SIGTERM");

    expect((await ended(parent)).code).toBe(9);
  });

  test("hears when the bootstrap is killed, by the closing of its channel", async () => {
    const note = join(directory, "note");
    const source = `import { writeFileSync } from "node:fs";
      process.once("disconnect", () => { writeFileSync(${JSON.stringify(note)}, ""); process.exit(0); });
      setInterval(() => {}, 1000); console.log("up")`;
    const parent = runScript(source);
    await once(parent.stdout as NonNullable<typeof parent.stdout>, "data");

    parent.kill("SIGKILL");

    await vi.waitFor(() => expect(existsSync(note)).toBe(true), { timeout: 10_000 });
  });

  test.each([
    ["directly", () => process.execPath],
    ["through the shell script that stands for Node on the second start", () => shellScriptForNode()],
  ])("is asked to end when whoever called the bootstrap is killed, as npm may be: %s", async (_, program) => {
    const note = join(directory, "note");
    writeFileSync(
      join(directory, "command.ts"),
      `import { writeFileSync } from "node:fs";
      process.on("SIGTERM", () => { writeFileSync(${JSON.stringify(note)}, ""); process.exit(0); });
      setInterval(() => {}, 1000); console.log("up")`,
    );
    const module = JSON.stringify(join(ROOT, "scripts", "bootstrap", "run-script.mjs"));
    const call = JSON.stringify({ root: ROOT, script: join(directory, "command.ts"), args: [] });
    const bootstrap = join(directory, "bootstrap.mjs");
    writeFileSync(bootstrap, `process.exitCode = await (await import(${module})).runScript(${call})`);
    const spawnIt = `require("node:child_process").spawn(${JSON.stringify(program())}, [${JSON.stringify(bootstrap)}], { stdio: "inherit" })`;
    const npm = node("-e", spawnIt);
    await once(npm.stdout as NonNullable<typeof npm.stdout>, "data");

    let areAllGone = false;
    npm.once("close", () => {
      areAllGone = true;
    });
    npm.kill("SIGKILL");

    // Sooner than the bootstrap would kill a command that does not listen, so that it waits no longer than there is one.
    await vi.waitFor(() => expect(areAllGone).toBe(true), { timeout: 8_000 });
    expect(existsSync(note)).toBe(true);
  });
});

describe("the lock of an installation", () => {
  const LOCK = JSON.stringify(join(ROOT, "scripts", "bootstrap", "install-lock.mjs"));
  /** Says when it has the lock and when it lets go. */
  const holder = (holdMs: number) =>
    node(
      "--input-type=module",
      "-e",
      `const { withInstallLock } = await import(${LOCK});
       await withInstallLock(${JSON.stringify(directory)}, async () => {
         process.stdout.write("[");
         await new Promise((resolve) => setTimeout(resolve, ${holdMs}));
         process.stdout.write("]");
       });`,
    );

  test("lets one in at a time, and the others wait", async () => {
    let seen = "";
    const holders = [1, 2, 3].map(() => holder(100));
    for (const each of holders) each.stdout?.on("data", (data) => (seen += data));

    await Promise.all(holders.map(ended));

    expect(seen).toBe("[][][]");
  });

  test("is taken over from a holder that was killed", async () => {
    const dead = holder(60_000);
    await once(dead.stdout as NonNullable<typeof dead.stdout>, "data");
    dead.kill("SIGKILL");
    await once(dead, "exit");

    const { code, output } = await ended(holder(0));

    expect(code).toBe(0);
    expect(output).toContain("[]");
  });
});
