/**
 * The hybrid logical clock of one process (Kulkarni and others, "Logical Physical Clocks", 2014), with two changes that
 * keep one wrong clock from poisoning the rest. It is capped: a stamp is never ahead of the time in the table's last
 * answer plus what has passed since, so a clock that runs ahead is caught where the stamp is made. And it is deaf: it
 * never moves because of a stamp it has read; a write that replaces a value is stamped just above that value, and the
 * clock stays where it was.
 */
import { assert, type Clock, type Region } from "@tandem/kernel";
import { compareStamps, formatStamp, parseStamp, STAMP_COUNTER_MAX, type Stamp } from "./stamp.ts";

/** An answer's `Date` header has whole seconds, rounded down; the true time may be this much later. */
export const TABLE_TIME_RESOLUTION_MS = 999;

export interface StampClock {
  readonly region: Region;
  /** Tells the time that stood in the table's last answer, in milliseconds since 1970. */
  witness(tableTimeMs: number): void;
  /**
   * The next stamp; above `above`, if that is given. A process must have had one answer from the table before: whoever
   * writes has read, and a stamp that nobody's clock has checked is a bug.
   */
  next(options?: { readonly above?: Stamp | undefined }): Stamp;
  /** The capped time, for rules about age, in milliseconds since 1970. */
  nowMs(): number;
}

export function createStampClock(options: { readonly region: Region; readonly clock: Clock }): StampClock {
  const { region, clock } = options;
  let witnessed: { readonly tableMs: number; readonly atElapsedMs: number } | undefined;
  let lastMs = 0;
  let lastCounter = 0;

  function nowMs(): number {
    assert(witnessed !== undefined, "a stamp was asked for before the table had answered once: read before you write");
    const passedMs = clock.elapsedMs() - witnessed.atElapsedMs;
    return Math.floor(Math.min(clock.nowMs(), witnessed.tableMs + TABLE_TIME_RESOLUTION_MS + passedMs));
  }

  return {
    region,
    witness(tableTimeMs) {
      witnessed = { tableMs: tableTimeMs, atElapsedMs: clock.elapsedMs() };
    },
    next({ above } = {}) {
      const ms = nowMs();
      const own = ms > lastMs ? { ms, counter: 0 } : successor(lastMs, lastCounter);
      lastMs = own.ms;
      lastCounter = own.counter;
      const stamp = formatStamp({ ...own, region });
      if (above === undefined || compareStamps(stamp, above) > 0) return stamp;
      const floor = parseStamp(above);
      return formatStamp({ ...successor(floor.ms, floor.counter), region });
    },
    nowMs,
  };
}

function successor(ms: number, counter: number): { readonly ms: number; readonly counter: number } {
  return counter < STAMP_COUNTER_MAX ? { ms, counter: counter + 1 } : { ms: ms + 1, counter: 0 };
}
