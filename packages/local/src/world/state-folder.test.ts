import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { writePidFile } from "../supervision/pid-file.ts";
import { WorldRefusal } from "./refusal.ts";
import { openStateDatabase } from "./state-database.ts";
import { MARKER_FILE, openStateFolder } from "./state-folder.ts";

let directory: string;
let state: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tandem-state-"));
  state = join(directory, "state");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = (options: { fresh?: boolean; portBase?: number } = {}) =>
  openStateFolder({ directory: state, fresh: false, portBase: 4_000, ...options });
async function refusal(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    expect(error).toBeInstanceOf(WorldRefusal);
    return (error as Error).message;
  }
  throw new Error("it was not refused");
}

describe("a state folder", () => {
  test("is made on the first start and recognised on the next", async () => {
    const first = await open();
    first.release();

    const second = await open();
    second.release();

    expect([first.isNew, second.isNew]).toEqual([true, false]);
  });

  test("keeps what is in it, until a fresh start empties it", async () => {
    (await open()).release();
    writeFileSync(join(state, "kept"), "");
    (await open()).release();
    expect(existsSync(join(state, "kept"))).toBe(true);

    const fresh = await open({ fresh: true });
    fresh.release();

    expect(fresh.isNew).toBe(true);
    expect(existsSync(join(state, "kept"))).toBe(false);
  });

  test.each([false, true])("that holds somebody's files is left alone (fresh: %s)", async (fresh) => {
    mkdirSync(state);
    writeFileSync(join(state, "thesis.txt"), "years of work");

    expect(await refusal(() => open({ fresh }))).toMatch(/no state folder of Tandem.*nothing in it was touched/s);

    expect(readdirSync(state)).toEqual(["thesis.txt"]);
  });

  test("that is a file is refused", async () => {
    writeFileSync(state, "");

    expect(await refusal(() => open())).toMatch(/cannot be used.*--state/s);
  });

  test.each([
    ["of another version", JSON.stringify({ version: 7 }), /version 7.*--fresh/s],
    ["that is not JSON", "{", /tandem-world\.json cannot be read.*--fresh/s],
    ["that somebody else wrote", "null", /tandem-world\.json.*--fresh/s],
  ])("with a marker %s is refused by name, and nothing is deleted", async (_, marker, message) => {
    (await open()).release();
    writeFileSync(join(state, MARKER_FILE), marker);
    writeFileSync(join(state, "kept"), "");

    expect(await refusal(() => open())).toMatch(message);

    expect(existsSync(join(state, "kept"))).toBe(true);
    (await open({ fresh: true })).release();
    expect(existsSync(join(state, "kept"))).toBe(false);
  });

  test.each(["lock.sqlite", "us-east-1/table.db", "ledger.sqlite"])(
    "with a damaged %s is refused by its name",
    async (file) => {
      (await open()).release();
      mkdirSync(join(state, "us-east-1"));
      writeFileSync(join(state, file), "no database at all");

      expect(await refusal(() => open())).toContain(join(state, file));

      expect(readFileSync(join(state, file), "utf8")).toBe("no database at all");
      (await open({ fresh: true })).release();
    },
  );

  test("with sound and with empty databases is opened", async () => {
    (await open()).release();
    openStateDatabase(join(state, "sound.sqlite"), "CREATE TABLE t (x) STRICT".replace("x", "x TEXT")).close();
    writeFileSync(join(state, "empty.db"), "");

    (await open()).release();
  });
});

test.each([false, true])("what a killed world left running is ended before its files go (fresh: %s)", async (fresh) => {
  (await open()).release();
  const engine = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "ignore" });
  await once(engine, "spawn");
  const ended = once(engine, "exit");
  onTestFinished(() => void engine.kill("SIGKILL"));
  // Nobody but the folder knows of it: neither the regions nor the engines of the next start are looked at.
  writePidFile(join(state, "eu-west-1", "dynamodb", "engine.db.pid"), engine.pid as number);

  const opened = await open({ fresh });
  opened.release();

  expect(opened.endedPids).toEqual([engine.pid]);
  await ended;
});

describe("the lock on a state folder", () => {
  test.each([false, true])("refuses a second world of this process, and names the first (fresh: %s)", async (fresh) => {
    const first = await open({ portBase: 4_000 });
    writeFileSync(join(state, "kept"), "");

    expect(await refusal(() => open({ fresh, portBase: 5_000 }))).toMatch(
      new RegExp(`process ${process.pid}, on port 4000.*--state.*--port-base`, "s"),
    );

    expect(existsSync(join(state, "kept"))).toBe(true);
    first.release();
    (await open()).release();
  });

  test("is held against other processes, and released by the system when its holder is killed", async () => {
    const holder = spawn(
      process.execPath,
      [fileURLToPath(new URL("./fixtures/state-holder.ts", import.meta.url)), state],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    await once(createInterface({ input: holder.stdout }), "line");
    expect(await refusal(() => open())).toContain(`process ${holder.pid}, on port 4700`);

    holder.kill("SIGKILL");
    await once(holder, "exit");

    (await open()).release();
  });
});
