/**
 * Sequence numbers as AWS writes them: long decimal texts that grow. All have the same length here, so that comparing them as
 * texts and as numbers gives the same.
 */
const BASE = 10n ** 20n;

export function sequenceNumber(seq: number): string {
  return String(BASE + BigInt(seq));
}

/** The number behind a sequence number; "0", the position before everything, is 0; undefined when it is none of ours. */
export function sequence(text: string): number | undefined {
  if (!/^\d{1,40}$/.test(text)) return undefined;
  const value = BigInt(text);
  if (value === 0n) return 0;
  const seq = value - BASE;
  return seq >= 0n && seq <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seq) : undefined;
}
