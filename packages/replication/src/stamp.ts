/**
 * A stamp says when something was written, in an order all regions agree on: milliseconds, a counter for what happened
 * within one, and the region that breaks a tie. It orders and never identifies: two processes of one region can issue the
 * same, so a key that sorts by stamp ends in an id. It is written so that the order of strings is the order of stamps and
 * a person can read it at night: `2026-11-21T15:20:27.123Z/0003/us-east-1`.
 */
import { assert, type Region } from "@tandem/kernel";

declare const stampBrand: unique symbol;
export type Stamp = string & { readonly [stampBrand]: true };

export interface StampParts {
  /** Milliseconds since 1970, as the writer's capped clock said. */
  readonly ms: number;
  /** 0 to 65,535: the order within one millisecond. */
  readonly counter: number;
  readonly region: Region;
}

/** Four hexadecimal digits. */
export const STAMP_COUNTER_MAX = 0xffff;
const ISO_LENGTH = 24;
const SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\/[0-9a-f]{4}\/[a-z0-9-]+$/;

export function formatStamp(parts: StampParts): Stamp {
  assert(
    parts.counter >= 0 && parts.counter <= STAMP_COUNTER_MAX,
    `a stamp's counter is out of range: ${parts.counter}`,
  );
  const iso = new Date(parts.ms).toISOString();
  assert(iso.length === ISO_LENGTH, `a stamp's year has four digits, not ${iso}`);
  return `${iso}/${parts.counter.toString(16).padStart(4, "0")}/${parts.region}` as Stamp;
}

export function parseStamp(stamp: Stamp): StampParts {
  assert(isStamp(stamp), `not a stamp: ${JSON.stringify(stamp)}`);
  return {
    ms: stampMs(stamp),
    counter: Number.parseInt(stamp.slice(ISO_LENGTH + 1, ISO_LENGTH + 5), 16),
    region: stamp.slice(ISO_LENGTH + 6) as Region,
  };
}

export function isStamp(value: unknown): value is Stamp {
  return typeof value === "string" && SHAPE.test(value);
}

/** The time of a stamp, in milliseconds since 1970. */
export function stampMs(stamp: Stamp): number {
  return Date.parse(stamp.slice(0, ISO_LENGTH));
}

/** The time of a stamp as answers show it. */
export function stampTime(stamp: Stamp): string {
  return stamp.slice(0, ISO_LENGTH);
}

/** Below zero if `left` is earlier, above zero if it is later, zero if they are the same. */
export function compareStamps(left: Stamp, right: Stamp): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
