import { createManualClock } from "@tandem/kernel";
import { expect, test } from "vitest";
import { createProgress, perMinute, progressLine } from "./progress.ts";

const coverage = { faults: { slow: 3 }, points: {}, operations: {} };
const known = { faults: ["slow", "throttled"], points: ["after-charge"], operations: [] };

function shownOn(isTTY: boolean): { readonly texts: string[]; readonly step: (ms: number, histories: number) => void } {
  const clock = createManualClock();
  const texts: string[] = [];
  const output = { isTTY, columns: 40, write: (text: string) => texts.push(text) > 0 };
  const progress = createProgress({ output, elapsedMs: clock.elapsedMs, known: () => known });
  return {
    texts,
    step(ms, histories) {
      clock.advance(ms);
      progress.show({ histories, coverage });
      if (ms === 0) progress.end();
    },
  };
}

test("a line says how many, how fast, and what was met of what there is", () => {
  const line = progressLine({ histories: 500, coverage }, { elapsedMs: 30_000, known });

  expect(line).toBe("500 histories, 1000 a minute; met 1 of 2 faults, 0 of 1 points");
  expect(perMinute(3, 0)).toBe(0);
});

test("a terminal has one line, no wider than it is", () => {
  const { texts, step } = shownOn(true);

  step(100, 1);
  step(200, 2);
  step(0, 2);

  expect(texts).toEqual(["\r\x1b[K2 histories, 400 a minute; met 1 of 2 f", "\r\x1b[K"]);
});

test("a log has a line every ten seconds", () => {
  const { texts, step } = shownOn(false);

  for (let second = 1; second <= 25; second += 1) step(1_000, second);

  expect(texts.map((text) => text.split(",")[0])).toEqual(["10 histories", "20 histories"]);
});
