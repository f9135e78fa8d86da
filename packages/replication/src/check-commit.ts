/**
 * The part of the laws that can be checked without a table: both adapters ask here first, so that what one refuses the
 * other does not let pass. Everything found here is a mistake of the programmer.
 */
import { assert, type Region } from "@tandem/kernel";
import { isStamp } from "./stamp.ts";
import type { AdjustWrite, Commit, Write } from "./write.ts";

/** DynamoDB takes at most 100 items in one transaction. */
export const COMMIT_WRITES_MAX = 100;
/** DynamoDB takes at most 400 KB an item; what every item carries besides its data is well below 50 KB. */
export const DATA_BYTES_MAX = 350_000;

export function checkCommit(commit: Commit, region: Region): void {
  assert(commit.id.length >= 8, "a commit's id is random, of eight characters at least");
  assert(isStamp(commit.stamp), `a commit carries a stamp, not ${JSON.stringify(commit.stamp)}`);
  assert(commit.writes.length > 0, "a commit writes something");
  assert(commit.writes.length <= COMMIT_WRITES_MAX, `a commit writes at most ${COMMIT_WRITES_MAX} items`);
  for (const write of commit.writes) checkWrite(write, region);
  checkKeysApart(commit.writes);
  const anchored = commit.writes.some((write) => write.type === "fact" || write.type === "fragment");
  const adjusts = commit.writes.some((write) => write.type === "adjust");
  assert(anchored || !adjusts, "an adjust stands beside a fact or a fragment: a retry would add twice");
}

function checkWrite(write: Write, region: Region): void {
  const where = `${write.key.partition} ${write.key.sort}`;
  assert(
    write.key.region === region && write.key.sort.endsWith(`#${region}`),
    `${where} is written through ${write.key.region} only, and this is ${region}`,
  );
  if (write.type === "erase") return;
  assert(Number.isInteger(write.v) && write.v >= 1, `${where}: a schema's version is a whole number from 1`);
  if (write.type === "adjust") {
    checkAdjust(write, where);
    return;
  }
  const bytes = Buffer.byteLength(JSON.stringify(write.data));
  assert(bytes <= DATA_BYTES_MAX, `${where}: ${bytes} bytes of data, and ${DATA_BYTES_MAX} is the most`);
  if (write.type === "fragment") {
    assert(write.expected.length > 0, `${where}: a fragment says which version it replaces, or "absent"`);
  }
}

function checkAdjust(write: AdjustWrite, where: string): void {
  const names = Object.keys(write.by);
  assert(names.length > 0, `${where}: an adjust adds to at least one number`);
  for (const name of names) {
    const add = write.by[name]?.add ?? 0;
    assert(/^[a-zA-Z][a-zA-Z0-9_:-]*$/.test(name), `${where}: not a number's name: ${JSON.stringify(name)}`);
    assert(Number.isSafeInteger(add) && add !== 0, `${where}: ${name} is adjusted by a whole number that is not zero`);
  }
}

function checkKeysApart(writes: readonly Write[]): void {
  const seen = new Set<string>();
  for (const { key } of writes) {
    const id = JSON.stringify([key.partition, key.sort]);
    assert(!seen.has(id), `a commit writes ${key.partition} ${key.sort} twice`);
    seen.add(id);
  }
}
