import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../fixtures/test-world.ts";
import { openJournal } from "./journal.ts";
import { createStreamRows, type StreamRows } from "./stream-rows.ts";

const LABEL = "2026-01-01T00:00:00.000";

function streamWith(atMs: readonly number[]): StreamRows {
  const journal = openJournal(join(temporaryDirectory(), "journal.db"));
  onTestFinished(() => journal.close());
  const rows = createStreamRows(journal);
  rows.open({ table: "t", label: LABEL, view: "NEW_AND_OLD_IMAGES", keySchema: [], createdMs: 0 });
  for (const at of atMs) {
    rows.append("t", LABEL, {
      atMs: at,
      key: { pk: { N: String(at) } },
      oldImage: undefined,
      newImage: undefined,
      byTtl: false,
    });
  }
  return rows;
}

const times = (rows: StreamRows) => rows.read("t", LABEL, { afterSeq: 0, limit: 100 }).map(({ atMs }) => atMs);

test("records go when they are too old, and the numbers of those to come go on", () => {
  const rows = streamWith([1, 2, 3, 10]);

  rows.trim({ beforeMs: 3, countMax: 100 });
  const kept = times(rows);
  rows.trim({ beforeMs: 100, countMax: 100 });
  rows.append("t", LABEL, { atMs: 200, key: {}, oldImage: undefined, newImage: undefined, byTtl: false });

  expect(kept).toEqual([3, 10]);
  expect(rows.read("t", LABEL, { afterSeq: 0, limit: 100 }).map(({ seq }) => seq)).toEqual([5]);
});

test("beyond the count the oldest go first", () => {
  const rows = streamWith([1, 2, 3, 4]);

  rows.trim({ beforeMs: 0, countMax: 2 });

  expect(times(rows)).toEqual([3, 4]);
});

test("a stream that was closed can be read until its records are too old, then it is forgotten", () => {
  const rows = streamWith([1]);
  rows.close("t", LABEL, 5);

  rows.trim({ beforeMs: 1, countMax: 100 });
  const kept = times(rows);
  rows.trim({ beforeMs: 6, countMax: 100 });

  expect(kept).toEqual([1]);
  expect(rows.get("t", LABEL)).toBeUndefined();
});
