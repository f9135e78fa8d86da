import { createManualClock, HOUR_MS, type ManualClock, region, SECOND_MS } from "@tandem/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatStamp, parseStamp, STAMP_COUNTER_MAX, type Stamp, stampMs } from "./stamp.ts";
import { createStampClock, type StampClock, TABLE_TIME_RESOLUTION_MS } from "./stamp-clock.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const TRUE_MS = Date.UTC(2026, 10, 21, 15, 20, 27);

function createClocks(): { readonly clock: ManualClock; readonly stamps: StampClock } {
  const clock = createManualClock(TRUE_MS);
  const stamps = createStampClock({ region: EAST, clock });
  stamps.witness(TRUE_MS);
  return { clock, stamps };
}

describe("order", () => {
  it("each stamp of a process is above the one before, whatever its wall clock does", () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ advance: fc.nat(2_000) }),
        fc.record({ step: fc.integer({ min: -HOUR_MS, max: HOUR_MS }) }),
        fc.record({ witness: fc.integer({ min: -HOUR_MS, max: HOUR_MS }) }),
      ),
    );
    fc.assert(
      fc.property(steps, (moves) => {
        const { clock, stamps } = createClocks();
        let last = stamps.next();
        for (const move of moves) {
          if ("advance" in move) clock.advance(move.advance);
          if ("step" in move) clock.step(move.step);
          if ("witness" in move) stamps.witness(TRUE_MS + move.witness);
          const next = stamps.next();
          expect(next > last).toBe(true);
          last = next;
        }
      }),
    );
  });

  it("the counter grows within a millisecond, begins anew in the next, and carries when it is full", () => {
    const { clock, stamps } = createClocks();
    const first = [stamps.next(), stamps.next()].map(parseStamp);
    clock.advance(1);
    const later = parseStamp(stamps.next());
    for (let count = 0; count < STAMP_COUNTER_MAX; count += 1) stamps.next();
    const carried = parseStamp(stamps.next());

    expect(first).toMatchObject([
      { ms: TRUE_MS, counter: 0 },
      { ms: TRUE_MS, counter: 1 },
    ]);
    expect(later).toMatchObject({ ms: TRUE_MS + 1, counter: 0 });
    expect(carried).toMatchObject({ ms: TRUE_MS + 2, counter: 0 });
  });

  it("a clock that steps back leaves the stamps where they were, and they go on when it has caught up", () => {
    const { clock, stamps } = createClocks();
    stamps.next();

    clock.step(-HOUR_MS);
    expect(parseStamp(stamps.next())).toMatchObject({ ms: TRUE_MS, counter: 1 });
    clock.step(HOUR_MS + 5);
    expect(parseStamp(stamps.next())).toMatchObject({ ms: TRUE_MS + 5, counter: 0 });
  });
});

describe("the cap", () => {
  it("a clock that runs ahead is held to the time in the table's last answer and what has passed since", () => {
    const { clock, stamps } = createClocks();

    clock.step(HOUR_MS);
    expect(stampMs(stamps.next())).toBe(TRUE_MS + TABLE_TIME_RESOLUTION_MS);
    clock.advance(10 * SECOND_MS);
    expect(stampMs(stamps.next())).toBe(TRUE_MS + TABLE_TIME_RESOLUTION_MS + 10 * SECOND_MS);
    expect(stamps.nowMs()).toBe(TRUE_MS + TABLE_TIME_RESOLUTION_MS + 10 * SECOND_MS);
  });

  it("without the cap, a clock an hour ahead would win over every edit of that hour", () => {
    const naive = (clock: ManualClock) => formatStamp({ ms: clock.nowMs(), counter: 0, region: EAST });
    const { clock, stamps } = createClocks();
    clock.step(HOUR_MS);
    const editElsewhereLater = formatStamp({ ms: TRUE_MS + 2 * SECOND_MS, counter: 0, region: WEST });

    expect(naive(clock) > editElsewhereLater).toBe(true);
    expect(stamps.next() > editElsewhereLater).toBe(false);
  });

  it("a right clock is not held back by whole seconds, nor by an answer that took its time", () => {
    const { clock, stamps } = createClocks();

    clock.advance(TABLE_TIME_RESOLUTION_MS);
    stamps.witness(TRUE_MS);
    expect(stampMs(stamps.next())).toBe(TRUE_MS + TABLE_TIME_RESOLUTION_MS);
  });

  it("a stamp that nobody's clock has checked is a mistake", () => {
    const stamps = createStampClock({ region: EAST, clock: createManualClock(TRUE_MS) });

    expect(() => stamps.next()).toThrow("read before you write");
    expect(() => stamps.nowMs()).toThrow("read before you write");
  });
});

describe("deafness", () => {
  const poison = formatStamp({ ms: TRUE_MS + 24 * HOUR_MS, counter: 3, region: WEST });

  it("a write over a value is stamped just above it, also above one from a wrong clock", () => {
    const { stamps } = createClocks();

    expect(stamps.next({ above: poison })).toBe(formatStamp({ ms: TRUE_MS + 24 * HOUR_MS, counter: 4, region: EAST }));
  });

  it("the clock stays where it was: the next write elsewhere is stamped with its own time", () => {
    const { clock, stamps } = createClocks();
    const naive = createHearingClock(clock);

    stamps.next({ above: poison });
    naive.next(poison);

    expect(stampMs(stamps.next())).toBe(TRUE_MS);
    // The classical clock carries one wrong stamp into everything that is written after it, here and wherever it is read.
    expect(stampMs(naive.next())).toBe(TRUE_MS + 24 * HOUR_MS);
  });

  it("a stamp is above what it replaces, and above all before it where it was not pushed", () => {
    const { stamps } = createClocks();
    const seen = formatStamp({ ms: TRUE_MS, counter: STAMP_COUNTER_MAX, region: WEST });

    expect(parseStamp(stamps.next({ above: seen }))).toMatchObject({ ms: TRUE_MS + 1, counter: 0 });
    expect(stamps.next({ above: undefined }) < seen).toBe(true);
  });
});

/** The clock of the paper, which moves to whatever it hears. */
function createHearingClock(clock: ManualClock): { next(heard?: Stamp): Stamp } {
  let lastMs = 0;
  let lastCounter = 0;
  return {
    next(heard) {
      const theirs = heard === undefined ? { ms: 0, counter: 0 } : parseStamp(heard);
      const ms = Math.max(clock.nowMs(), lastMs, theirs.ms);
      const counters = [ms === lastMs ? lastCounter + 1 : 0, ms === theirs.ms ? theirs.counter + 1 : 0];
      lastMs = ms;
      lastCounter = Math.max(...counters);
      return formatStamp({ ms: lastMs, counter: lastCounter, region: EAST });
    },
  };
}
