import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
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
function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(WorldRefusal);
    return (error as Error).message;
  }
  throw new Error("it was not refused");
}

describe("a state folder", () => {
  test("is made on the first start and recognised on the next", () => {
    const first = open();
    first.release();

    const second = open();
    second.release();

    expect([first.isNew, second.isNew]).toEqual([true, false]);
  });

  test("keeps what is in it, until a fresh start empties it", () => {
    open().release();
    writeFileSync(join(state, "kept"), "");
    open().release();
    expect(existsSync(join(state, "kept"))).toBe(true);

    const fresh = open({ fresh: true });
    fresh.release();

    expect(fresh.isNew).toBe(true);
    expect(existsSync(join(state, "kept"))).toBe(false);
  });

  test.each([false, true])("that holds somebody's files is left alone (fresh: %s)", (fresh) => {
    mkdirSync(state);
    writeFileSync(join(state, "thesis.txt"), "years of work");

    expect(refusal(() => open({ fresh }))).toMatch(/no state folder of Tandem.*nothing in it was touched/s);

    expect(readdirSync(state)).toEqual(["thesis.txt"]);
  });

  test("that is a file is refused", () => {
    writeFileSync(state, "");

    expect(refusal(() => open())).toMatch(/cannot be used.*--state/s);
  });

  test.each([
    ["of another version", JSON.stringify({ version: 7 }), /version 7.*--fresh/s],
    ["that is not JSON", "{", /tandem-world\.json cannot be read.*--fresh/s],
    ["that somebody else wrote", "null", /tandem-world\.json.*--fresh/s],
  ])("with a marker %s is refused by name, and nothing is deleted", (_, marker, message) => {
    open().release();
    writeFileSync(join(state, MARKER_FILE), marker);
    writeFileSync(join(state, "kept"), "");

    expect(refusal(() => open())).toMatch(message);

    expect(existsSync(join(state, "kept"))).toBe(true);
    open({ fresh: true }).release();
    expect(existsSync(join(state, "kept"))).toBe(false);
  });

  test.each(["lock.sqlite", "us-east-1/table.db", "ledger.sqlite"])(
    "with a damaged %s is refused by its name",
    (file) => {
      open().release();
      mkdirSync(join(state, "us-east-1"));
      writeFileSync(join(state, file), "no database at all");

      expect(refusal(() => open())).toContain(join(state, file));

      expect(readFileSync(join(state, file), "utf8")).toBe("no database at all");
      open({ fresh: true }).release();
    },
  );

  test("with sound and with empty databases is opened", () => {
    open().release();
    openStateDatabase(join(state, "sound.sqlite"), "CREATE TABLE t (x) STRICT".replace("x", "x TEXT")).close();
    writeFileSync(join(state, "empty.db"), "");

    expect(() => open().release()).not.toThrow();
  });
});

describe("the lock on a state folder", () => {
  test.each([false, true])("refuses a second world of this process, and names the first (fresh: %s)", (fresh) => {
    const first = open({ portBase: 4_000 });
    writeFileSync(join(state, "kept"), "");

    expect(refusal(() => open({ fresh, portBase: 5_000 }))).toMatch(
      new RegExp(`process ${process.pid}, on port 4000.*--state.*--port-base`, "s"),
    );

    expect(existsSync(join(state, "kept"))).toBe(true);
    first.release();
    open().release();
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
    expect(refusal(() => open())).toContain(`process ${holder.pid}, on port 4700`);

    holder.kill("SIGKILL");
    await once(holder, "exit");

    expect(() => open().release()).not.toThrow();
  });
});
