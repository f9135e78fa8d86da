/**
 * What a reader of one table's stream in one region may count on: the one shard, in order, from wherever it stopped. The
 * Streams API of the front door and the event source mappings of the functions read through the same face, so that both
 * see the same records.
 */
import type { DynamoDBRecord } from "aws-lambda";

export interface StreamPage {
  /** Records after the position asked for, oldest first, each with its sequence number, ARN and region. */
  readonly records: readonly DynamoDBRecord[];
  /** Where the next read goes on: the last record's sequence number, or the position asked for if nothing came. */
  readonly position: string;
}

/** The position before the oldest record that is still kept. */
export const TRIM_HORIZON = "0";

export interface StreamSource {
  readonly streamArn: string;
  /** At most `limit` records after `position`; records that were trimmed are skipped, never an error. */
  read(options: { readonly position: string; readonly limit: number }): StreamPage;
  /** The position after the newest record. */
  latest(): string;
  /** Calls `listener` soon after records were added; returns what ends the subscription. A wake-up, not a delivery. */
  onAppend(listener: () => void): () => void;
}
