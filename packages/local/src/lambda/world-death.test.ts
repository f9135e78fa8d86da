import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { processIdentity } from "../supervision/process-identity.ts";
import { eventually } from "./testing/eventually.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test("no environment outlives a world that is ended with `kill -9`, frozen or not", async () => {
  const directory = mkdtempSync(join(tmpdir(), "tandem-world-death-"));
  const entry = fileURLToPath(new URL("./testing/killed-world.ts", import.meta.url));
  const world = spawn(process.execPath, [entry], { env: { ...process.env, TMPDIR: directory } });
  const [line] = (await once(createInterface({ input: world.stdout }), "line")) as [string];
  const [busy, frozen] = line.split(" ").map(Number);
  const runs = (pid: number | undefined) => pid !== undefined && processIdentity(pid) !== undefined;
  expect([runs(busy), runs(frozen)]).toEqual([true, true]);

  world.kill("SIGKILL");

  await eventually(() => !runs(busy) && !runs(frozen));
  rmSync(directory, { recursive: true, force: true });
});
