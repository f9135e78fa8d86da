import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findDamagedDatabase } from "./damaged-database.ts";
import { openStateDatabase } from "./state-database.ts";

const SCHEMA = "CREATE TABLE entries (id INTEGER PRIMARY KEY, body TEXT) STRICT; CREATE INDEX bodies ON entries (body)";
let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tandem-damaged-"));
  file = join(directory, "journal.db");
  const database = openStateDatabase(file, SCHEMA);
  const insert = database.prepare("INSERT INTO entries (body) VALUES (?)");
  for (let count = 0; count < 500; count += 1) insert.run(`${count} `.repeat(50));
  database.close();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function overwriteMiddle(): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, Buffer.alloc(8_192, 0xa7), 0, 8_192, Math.floor(statSync(file).size / 2));
  closeSync(descriptor);
}

test("a database is sound after it was closed, and while its last writes are still in the log beside it", () => {
  expect(findDamagedDatabase(directory)).toBeUndefined();

  const database = new DatabaseSync(file);
  database.exec("INSERT INTO entries (body) VALUES ('in the log')");
  expect(findDamagedDatabase(directory)).toBeUndefined();
  database.close();
});

test("one with rubbish in the middle is found, though it begins as a database does", () => {
  overwriteMiddle();

  expect(findDamagedDatabase(directory)).toBe(file);
});

test("one whose rollback is due is left to whoever opens it to write", () => {
  overwriteMiddle();
  writeFileSync(`${file}-journal`, "what a killed writer left");

  expect(findDamagedDatabase(directory)).toBeUndefined();
});
