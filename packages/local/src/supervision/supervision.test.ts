import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { silentLog } from "../world/log.ts";
import { spawnGated } from "./gated-spawn.ts";
import { endLeftover, writePidFile } from "./pid-file.ts";
import { processIdentity } from "./process-identity.ts";
import { superviseProcess } from "./supervised-process.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

const SLEEPER = ["-e", "setInterval(() => undefined, 1000)"];
const DEAF_SLEEPER = ["-e", "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000)"];

let directory: string;
let watchdog: Watchdog;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "tandem-supervision-"));
  watchdog = await startWatchdog();
});
afterEach(async () => {
  await watchdog.close();
  rmSync(directory, { recursive: true, force: true });
});

const isAlive = (pid: number) => processIdentity(pid) !== undefined;
const untilGone = (pid: number) =>
  vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 20 });

function supervise(args: readonly string[], isReady = async () => true) {
  return superviseProcess({
    name: "sleeper",
    watchdog,
    pidFile: join(directory, "sleeper.pid"),
    launch: () => ({ command: process.execPath, args }),
    isReady,
    log: silentLog,
  });
}

describe("a supervised process", () => {
  test("is started again after kill -9, and is ready again", async () => {
    const sleeper = await supervise(SLEEPER);
    const before = sleeper.pid as number;

    sleeper.kill();
    await untilGone(before);

    expect(await sleeper.whenReady(10_000)).toBe(true);
    expect(sleeper.pid).not.toBe(before);
    expect(sleeper.starts).toBe(2);
    await sleeper.close();
  });

  test("restarts when asked, and is gone with its pid file when closed", async () => {
    const sleeper = await supervise(SLEEPER);
    const before = sleeper.pid as number;

    await sleeper.restart();
    const after = sleeper.pid as number;
    await sleeper.close();

    expect(after).not.toBe(before);
    expect(isAlive(before) || isAlive(after)).toBe(false);
    expect(existsSync(join(directory, "sleeper.pid"))).toBe(false);
  });

  test("that cannot live is reported with its last words", async () => {
    await expect(
      supervise(["-e", "console.error('the disk is full'); process.exit(3)"], async () => false),
    ).rejects.toThrow(/sleeper did not start.*the disk is full/);
  });

  test("whose program does not exist is reported, not waited for", async () => {
    const missing = superviseProcess({
      name: "engine",
      watchdog,
      pidFile: join(directory, "engine.pid"),
      launch: () => ({ command: join(directory, "no-such-program"), args: [] }),
      isReady: async () => false,
      log: silentLog,
    });

    await expect(missing).rejects.toThrow(/engine did not start.*no-such-program/);
  });
});

describe("the watchdog", () => {
  test("ends the children of a world that was killed, deaf ones too", async () => {
    const world = spawn(process.execPath, [fileURLToPath(new URL("./fixtures/killed-world.ts", import.meta.url))], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: world.stdout }), "line")) as [string];
    const pids = line.split(" ").map(Number);
    expect(pids.every(isAlive)).toBe(true);

    world.kill("SIGKILL");

    await Promise.all(pids.map(untilGone));
  });

  test("that is killed itself is replaced, and its successor guards the same processes", async () => {
    const child = spawn(process.execPath, DEAF_SLEEPER, { stdio: "ignore" });
    await once(child, "spawn");
    const pid = child.pid as number;
    await watchdog.guard(pid);
    const before = watchdog.pid;

    process.kill(before, "SIGKILL");
    await vi.waitFor(() => expect(watchdog.pid).not.toBe(before), { timeout: 10_000 });
    await watchdog.close();

    expect(isAlive(pid)).toBe(false);
  });

  test("leaves a released process alone", async () => {
    const child = spawn(process.execPath, SLEEPER, { stdio: "ignore" });
    await once(child, "spawn");
    const pid = child.pid as number;
    await watchdog.guard(pid);

    await watchdog.release(pid);
    await watchdog.close();

    expect(isAlive(pid)).toBe(true);
    child.kill("SIGKILL");
  });
});

describe("a pid file", () => {
  test("leads to the leftover it names, which is ended", async () => {
    const child = spawn(process.execPath, SLEEPER, { stdio: "ignore" });
    await once(child, "spawn");
    const pid = child.pid as number;
    writePidFile(join(directory, "left.pid"), pid);

    expect(await endLeftover(join(directory, "left.pid"))).toBe(pid);

    expect(isAlive(pid)).toBe(false);
  });

  test("that names another process by a reused pid harms nobody", async () => {
    const path = join(directory, "reused.pid");
    writeFileSync(path, `${process.pid} some-other-boot 12345\n`);

    expect(await endLeftover(path)).toBeUndefined();
  });

  test("that is damaged or absent means no leftover", async () => {
    const path = join(directory, "damaged.pid");
    writeFileSync(path, "");

    expect(await endLeftover(path)).toBeUndefined();
    expect(await endLeftover(join(directory, "absent.pid"))).toBeUndefined();
  });
});

test("a program behind the gate does nothing when the world ends before the go", async () => {
  const gated = await spawnGated({ command: process.execPath, args: ["-e", "console.log('I ran')"] });
  let output = "";
  gated.child.stdout.on("data", (data) => {
    output += data;
  });

  gated.child.stdin.end();
  await once(gated.child, "close");

  expect(output).toBe("");
});
