import { join } from "node:path";
import { must, region } from "@tandem/kernel";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../fixtures/test-world.ts";
import { itemKey } from "../item/item-key.ts";
import { openJournal } from "./journal.ts";
import { createOutgoing, type Outgoing, type OutgoingVersion } from "./outgoing.ts";

const WEST = region("us-west-2");

function outgoing(): Outgoing {
  const journal = openJournal(join(temporaryDirectory(), "journal.db"));
  onTestFinished(() => journal.close());
  return createOutgoing(journal);
}

function version(us: number, pk = "a"): Omit<OutgoingVersion, "id"> {
  const key = must(itemKey(["pk"], { pk: { S: pk } }), "a key");
  return {
    table: "t",
    key,
    stamp: { us, region: region("us-east-1") },
    image: { pk: { S: pk }, v: { N: String(us) } },
    atMs: us,
    spread: 0,
  };
}

const stamps = (versions: readonly OutgoingVersion[]) => versions.map(({ stamp }) => stamp.us);

test("successive versions of an item wait side by side, or the newest is replaced when they are to be merged", () => {
  const waiting = outgoing();

  waiting.add(WEST, version(1), { merge: true });
  waiting.add(WEST, version(2), { merge: false });
  waiting.add(WEST, version(3), { merge: true });

  expect(stamps(waiting.before(WEST, { untilMs: 10, limit: 10 }))).toEqual([1, 3]);
});

test("a hot item keeps a few versions, however long the peer is away: the oldest with their times, and the newest", () => {
  const waiting = outgoing();

  for (let us = 1; us <= 1_000; us += 1) waiting.add(WEST, version(us), { merge: false });

  expect(stamps(waiting.before(WEST, { untilMs: 2_000, limit: 100 }))).toEqual([1, 2, 3, 4, 5, 6, 7, 1_000]);
});

test("what a peer has is forgotten with all that is older, of this item only", () => {
  const waiting = outgoing();
  for (const us of [1, 2, 3]) waiting.add(WEST, version(us), { merge: false });
  waiting.add(WEST, version(1, "b"), { merge: false });
  const [, second] = waiting.before(WEST, { untilMs: 10, limit: 10 }).filter(({ key }) => key.includes('"a"'));

  waiting.settle(WEST, must(second, "the second version"));

  expect(waiting.count(WEST)).toBe(2);
  expect(waiting.owes(WEST, "t", version(1).key)).toBe(true);
  expect(waiting.oldestMs(WEST)).toBe(1);
});

test("a journal that is no database is named as damaged, and left as it is", () => {
  const file = join(temporaryDirectory(), "journal.db");
  openJournal(file).close();

  expect(() => openJournal(join(file, ".."))).toThrow();
  const open = openJournal(file);
  onTestFinished(() => open.close());
  expect(() => openJournal(file)).toThrow(/Another world uses/);
});
