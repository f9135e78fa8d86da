/**
 * The part of the laws that can be checked without a table: both adapters ask here first, so that what one refuses the
 * other does not let pass. Everything found here is a mistake of the programmer.
 */
import { assert, type Region } from "@tandem/kernel";
import { checkData } from "./check-data.ts";
import { isStamp } from "./stamp.ts";
import type { AdjustWrite, Commit, FactWrite, FragmentWrite, Write } from "./write.ts";

/** DynamoDB takes at most 100 items in one transaction. */
export const COMMIT_WRITES_MAX = 100;
/**
 * Bytes of one item's data as JSON. DynamoDB takes at most 400 KB an item, and counts up to half as much again as JSON does
 * (a list of digits: 3 bytes each, not 2); what every item carries besides its data is below 10 KB.
 */
export const DATA_BYTES_MAX = 256_000;
/** Bytes of all data of a commit as JSON: DynamoDB takes at most 4 MB in one transaction, counted as above. */
export const COMMIT_BYTES_MAX = 2_500_000;
/** Characters of a commit's id: random enough never to meet another, and short enough for any attribute. */
export const COMMIT_ID_LENGTH_MIN = 8;
export const COMMIT_ID_LENGTH_MAX = 64;
/** Characters of `wake`, which is a word for a filter. */
export const WAKE_LENGTH_MAX = 64;
/** Numbers of one adjust: each costs three places in an expression of at most 4 KB. */
export const ADJUST_NUMBERS_MAX = 32;
/** The year 5138: beyond it a time was given in milliseconds by mistake. */
const EXPIRES_AT_S_MAX = 100_000_000_000;
const NUMBER_NAME = /^[a-zA-Z][a-zA-Z0-9_:-]{0,63}$/;

export function checkCommit(commit: Commit, region: Region): void {
  const idLength = commit.id.length;
  assert(
    idLength >= COMMIT_ID_LENGTH_MIN && idLength <= COMMIT_ID_LENGTH_MAX,
    `a commit's id is random, of ${COMMIT_ID_LENGTH_MIN} to ${COMMIT_ID_LENGTH_MAX} characters`,
  );
  assert(isStamp(commit.stamp), `a commit carries a stamp, not ${JSON.stringify(commit.stamp)}`);
  assert(
    commit.writes.some(({ type }) => type !== "absent"),
    "a commit writes something",
  );
  assert(commit.writes.length <= COMMIT_WRITES_MAX, `a commit writes at most ${COMMIT_WRITES_MAX} items`);
  let bytes = 0;
  for (const write of commit.writes) bytes += checkWrite(write, commit.id, region);
  assert(bytes <= COMMIT_BYTES_MAX, `a commit of ${bytes} bytes of data, and ${COMMIT_BYTES_MAX} is the most`);
  checkKeysApart(commit.writes);
  const anchored = commit.writes.some((write) => write.type === "fact" || write.type === "fragment");
  const adjusts = commit.writes.some((write) => write.type === "adjust");
  assert(anchored || !adjusts, "an adjust stands beside a fact or a fragment: a retry would add twice");
}

/** How many bytes of data the write brings. */
function checkWrite(write: Write, commitId: string, region: Region): number {
  const where = `${write.key.partition} ${write.key.sort}`;
  if (write.type === "absent") return 0;
  assert(
    write.key.region === region && write.key.sort.endsWith(`#${region}`),
    `${where} is written through ${write.key.region} only, and this is ${region}`,
  );
  if (write.type === "erase") return 0;
  assert(Number.isInteger(write.v) && write.v >= 1, `${where}: a schema's version is a whole number from 1`);
  if (write.type === "adjust") {
    checkAdjust(write, where);
    return 0;
  }
  if (write.type === "fact") checkExpiry(write, where);
  else checkExpected(write, commitId, where);
  const { wake } = write;
  assert(
    wake === undefined || (wake.length >= 1 && wake.length <= WAKE_LENGTH_MAX),
    `${where}: wake is a word of at most ${WAKE_LENGTH_MAX} characters`,
  );
  checkData(write.data, where);
  const bytes = Buffer.byteLength(JSON.stringify(write.data));
  assert(bytes <= DATA_BYTES_MAX, `${where}: ${bytes} bytes of data, and ${DATA_BYTES_MAX} is the most`);
  return bytes;
}

function checkExpiry({ expiresAtS }: FactWrite, where: string): void {
  assert(
    expiresAtS === undefined || (Number.isSafeInteger(expiresAtS) && expiresAtS >= 1 && expiresAtS < EXPIRES_AT_S_MAX),
    `${where}: expires at whole seconds since 1970, not ${expiresAtS}`,
  );
}

/** A version that is the commit's own id is the commit, done before: over itself it would be done, and adjust, twice. */
function checkExpected({ expected }: FragmentWrite, commitId: string, where: string): void {
  assert(expected.length > 0, `${where}: a fragment says which version it replaces, or "absent"`);
  assert(expected !== commitId, `${where}: a commit does not replace itself; new work has a new id`);
}

function checkAdjust(write: AdjustWrite, where: string): void {
  const names = Object.keys(write.by);
  assert(
    names.length >= 1 && names.length <= ADJUST_NUMBERS_MAX,
    `${where}: an adjust adds to one number at least and to ${ADJUST_NUMBERS_MAX} at most`,
  );
  for (const name of names) {
    const { add = 0, floor } = write.by[name] ?? {};
    assert(NUMBER_NAME.test(name), `${where}: not a number's name: ${JSON.stringify(name)}`);
    assert(Number.isSafeInteger(add) && add !== 0, `${where}: ${name} is adjusted by a whole number that is not zero`);
    assert(floor === undefined || Number.isSafeInteger(floor), `${where}: the floor of ${name} is a whole number`);
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
