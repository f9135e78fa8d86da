import { createManualClock, region } from "@tandem/kernel";
import { expect, test } from "vitest";
import { createHybridClock } from "./hybrid-clock.ts";
import { isNewer } from "./stamp.ts";

const east = region("us-east-1");
const west = region("us-west-2");

test("stamps grow although the wall clock stands still or steps back", () => {
  const clock = createManualClock();
  const hybrid = createHybridClock({ region: east, clock, floorUs: 0 });

  const first = hybrid.tick();
  const second = hybrid.tick();
  clock.step(-60_000);
  const third = hybrid.tick();

  expect(isNewer(second, first)).toBe(true);
  expect(isNewer(third, second)).toBe(true);
});

test("a write after a replicated one is stamped above it, though the other region's clock is an hour ahead", () => {
  const clock = createManualClock();
  const ahead = createManualClock(clock.nowMs() + 3_600_000);
  const here = createHybridClock({ region: east, clock, floorUs: 0 });
  const replicated = createHybridClock({ region: west, clock: ahead, floorUs: 0 }).tick();

  here.observe(replicated.us);

  expect(isNewer(here.tick(), replicated)).toBe(true);
});

test("equal times are settled by region, the same way everywhere, and no stamp is newer than itself", () => {
  expect(isNewer({ us: 5, region: west }, { us: 5, region: east })).toBe(true);
  expect(isNewer({ us: 5, region: east }, { us: 5, region: west })).toBe(false);
  expect(isNewer({ us: 5, region: east }, { us: 5, region: east })).toBe(false);
});
