export { AssertionFailed, assert, must, unreachable } from "./assert.ts";
export { type Clock, DAY_MS, HOUR_MS, isoTime, MINUTE_MS, SECOND_MS } from "./clock.ts";
export { Fault, type FaultCode, type FaultOptions } from "./fault.ts";
export { type Hazard, noHazard } from "./hazard.ts";
export { contentId, isContentId, randomId } from "./id.ts";
export { createManualClock, type ManualClock } from "./manual-clock.ts";
export { type Done, done, type Outcome, type Refused, refused } from "./outcome.ts";
export { below, createSeededRandom, fraction, type Random } from "./random.ts";
export { isRegion, REGION_COUNT_MAX, type Region, region, regionList } from "./region.ts";
