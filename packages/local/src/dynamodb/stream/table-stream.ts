/**
 * The streams of one region: who may read them, where they stand, and who wants to be woken. A `StreamSource` is a view on the
 * journal; it holds no records and can be asked for at any time.
 */
import { must, type Region } from "@tandem/kernel";
import type { StreamRow, StreamRows } from "../journal/stream-rows.ts";
import type { StreamSource } from "../stream-source.ts";
import { sequence, sequenceNumber } from "./sequence-number.ts";
import { lambdaRecord, type StreamOrigin } from "./stream-record.ts";

export interface TableStreams {
  source(stream: StreamRow): StreamSource;
  origin(stream: StreamRow): StreamOrigin;
  /** Wakes those who wait for this stream. */
  appended(table: string, label: string): void;
}

export function streamArn(options: { readonly tableArn: string; readonly label: string }): string {
  return `${options.tableArn}/stream/${options.label}`;
}

export function createTableStreams(options: {
  readonly region: Region;
  readonly rows: StreamRows;
  readonly tableArn: (table: string) => string;
}): TableStreams {
  const listeners = new Map<string, Set<() => void>>();
  const origin = (stream: StreamRow): StreamOrigin => ({
    streamArn: streamArn({ tableArn: options.tableArn(stream.table), label: stream.label }),
    region: options.region,
    view: stream.view,
  });
  return {
    origin,
    source(stream) {
      const from = origin(stream);
      return {
        streamArn: from.streamArn,
        read({ position, limit }) {
          const afterSeq = must(sequence(position), `not a position in a stream: ${JSON.stringify(position)}`);
          const changes = options.rows.read(stream.table, stream.label, { afterSeq, limit });
          const last = changes.at(-1);
          return {
            records: changes.map((change) => lambdaRecord(change, from)),
            position: last === undefined ? position : sequenceNumber(last.seq),
          };
        },
        latest: () => sequenceNumber(options.rows.latestSeq()),
        onAppend(listener) {
          const group = listeners.get(from.streamArn) ?? new Set();
          listeners.set(from.streamArn, group.add(listener));
          return () => group.delete(listener);
        },
      };
    },
    appended(table, label) {
      const arn = streamArn({ tableArn: options.tableArn(table), label });
      for (const listener of listeners.get(arn) ?? []) queueMicrotask(listener);
    },
  };
}
