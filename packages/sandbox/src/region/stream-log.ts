/**
 * The stream of one replica: every change of it in order, its own and those that arrived, for a day. A deletion by expiry is one too.
 * Whoever reads asks for what follows the last record he has dealt with; what was trimmed meanwhile is gone.
 */
import { DAY_MS, must } from "@tandem/kernel";
import type { RecordedChange, ReplicaEndpoint } from "./replica-endpoint.ts";

export interface StreamRecord {
  /** From 1, without gaps. */
  readonly sequence: number;
  readonly atMs: number;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly change: RecordedChange;
}

export interface StreamLog {
  /** The next records after `sequence`, at most `limit`, that are not yet trimmed. */
  read(after: number, limit: number): readonly StreamRecord[];
  /** Calls `listener` after each change. */
  watch(listener: (records: readonly StreamRecord[]) => void): void;
}

/** DynamoDB's own bound. */
export const RECORD_LIFE_MS = DAY_MS;

export function createStreamLog(endpoint: ReplicaEndpoint, nowMs: () => number): StreamLog {
  const records: StreamRecord[] = [];
  const listeners: ((records: readonly StreamRecord[]) => void)[] = [];

  endpoint.watch((changes) => {
    const from = records.length;
    for (const change of changes) {
      records.push({ sequence: records.length + 1, atMs: nowMs(), eventName: eventNameOf(change), change });
    }
    for (const listener of listeners) listener(records.slice(from));
  });

  return {
    read(after, limit) {
      const beforeMs = nowMs() - RECORD_LIFE_MS;
      let from = after;
      while (from < records.length && must(records[from], "a stream has no gaps").atMs < beforeMs) from += 1;
      return records.slice(from, from + limit);
    },
    watch: (listener) => void listeners.push(listener),
  };
}

function eventNameOf({ before, after }: RecordedChange): StreamRecord["eventName"] {
  if (before === undefined) return "INSERT";
  return after === undefined ? "REMOVE" : "MODIFY";
}
