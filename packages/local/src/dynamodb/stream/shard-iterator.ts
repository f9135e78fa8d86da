/**
 * Shard iterators: where a reader of a stream stands, as opaque text that it hands back. AWS lets one live for 15 minutes, so code
 * that keeps one for longer must learn that here.
 */
import { MINUTE_MS } from "@tandem/kernel";

export const ITERATOR_MS_MAX = 15 * MINUTE_MS;

export interface ShardPosition {
  readonly streamArn: string;
  readonly afterSeq: number;
  readonly issuedMs: number;
}

export function iteratorText(position: ShardPosition): string {
  const { streamArn, afterSeq, issuedMs } = position;
  return `${streamArn}|1|${Buffer.from(JSON.stringify([afterSeq, issuedMs])).toString("base64")}`;
}

/** The position behind an iterator; undefined if it is none of ours. */
export function iteratorPosition(text: string): ShardPosition | undefined {
  const [streamArn = "", version, state = ""] = text.split("|");
  if (version !== "1") return undefined;
  try {
    const [afterSeq, issuedMs] = JSON.parse(Buffer.from(state, "base64").toString()) as unknown[];
    if (!Number.isSafeInteger(afterSeq) || !Number.isSafeInteger(issuedMs)) return undefined;
    return { streamArn, afterSeq: Number(afterSeq), issuedMs: Number(issuedMs) };
  } catch {
    return undefined;
  }
}
