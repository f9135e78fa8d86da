/**
 * A hint says "look at this record": it travels through a stream and a queue, and may be lost, late or doubled without
 * harm, because what to do is always read from the table. A hint about an outbox item names that item too.
 */
import type { Partition } from "@tandem/replication";
import * as z from "zod";

/**
 * The version of this message; a consumer that does not know it leaves the message to the dead-letter queue. Two releases share a queue while
 * one replaces the other: what may be left out is a new member, which the older one does not read; what may not is a new version.
 */
export const HINT_VERSION = 1;
/** DynamoDB's own limits for keys, in characters at most. */
const KEY_LENGTH_MAX = 2_048;

const PartitionName = z
  .string()
  .min(1)
  .max(KEY_LENGTH_MAX)
  .transform((name) => name as Partition);
const Place = z.object({ partition: PartitionName, sort: z.string().min(1).max(KEY_LENGTH_MAX) });

const HintMessage = z.object({
  v: z.literal(HINT_VERSION),
  record: PartitionName,
  outbox: Place.optional(),
});

export interface Hint {
  /** The partition of the record to look at. */
  readonly record: Partition;
  /** Where the outbox item stands that asked for it. */
  readonly outbox?: { readonly partition: Partition; readonly sort: string } | undefined;
}

export function encodeHint(hint: Hint): string {
  return JSON.stringify({ v: HINT_VERSION, ...hint });
}

/** The hint in a message, or undefined if this code cannot read it. */
export function decodeHint(body: string): Hint | undefined {
  const parsed = HintMessage.safeParse(parseJson(body));
  return parsed.success ? { record: parsed.data.record, outbox: parsed.data.outbox } : undefined;
}

/** One hint a record and outbox item; a hint that names an outbox item stands for the bare one. */
export function mergeHints(hints: readonly Hint[]): readonly Hint[] {
  const withOutbox = new Set(hints.filter((hint) => hint.outbox !== undefined).map((hint) => hint.record));
  const merged = new Map<string, Hint>();
  for (const hint of hints) {
    if (hint.outbox === undefined && withOutbox.has(hint.record)) continue;
    merged.set(encodeHint(hint), hint);
  }
  return [...merged.values()];
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
