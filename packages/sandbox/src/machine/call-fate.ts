/**
 * What becomes of one call, worked out before it is made: when it arrives, when the caller hears and what, and whether the caller lives
 * to hear it. Each kind of fault is no more than another such fate.
 */
import type { FaultCode } from "@tandem/kernel";
import type { CallFaultKind } from "./fault-plan.ts";

export interface CallFate {
  /** When the work is done, counted from the call; undefined if it never arrives. */
  readonly arrivesAfterMs: number | undefined;
  /** When the answer is there, counted from the arrival; undefined if it never comes back. */
  readonly answersAfterMs: number | undefined;
  /** What the caller hears instead, and when, counted from the call. */
  readonly failure?: CallFailure;
  readonly crash?: "before" | "between";
}

export interface CallFailure {
  readonly afterMs: number;
  readonly code: FaultCode;
  readonly mayBeDone: boolean;
}

export interface CallTimes {
  readonly requestMs: number;
  readonly answerMs: number;
  /** After this the caller gives up. */
  readonly timeoutMs: number;
  /** What the rule says of time, if it says any. */
  readonly faultMs: number | undefined;
}

/** How long a call takes that is slow, or is done late, when its rule does not say. */
const SLOW_MS = 500;
const LATE_MS = 5_000;

export function fateOf(kind: CallFaultKind | undefined, times: CallTimes): CallFate {
  const { requestMs, answerMs, timeoutMs, faultMs } = times;
  const gaveUp: CallFailure = { afterMs: timeoutMs, code: "timeout", mayBeDone: true };
  switch (kind) {
    case undefined:
      return heardInTime(times, requestMs);
    case "slow":
      return heardInTime(times, requestMs + (faultMs ?? SLOW_MS));
    case "throttled":
      return refused({ afterMs: requestMs + answerMs, code: "throttled", mayBeDone: false });
    case "unreachable":
      return refused({ afterMs: faultMs ?? requestMs, code: "unavailable", mayBeDone: false });
    case "request-lost":
      return refused(gaveUp);
    case "answer-lost":
      return { arrivesAfterMs: requestMs, answersAfterMs: undefined, failure: gaveUp };
    case "late":
      return { arrivesAfterMs: timeoutMs + (faultMs ?? LATE_MS), answersAfterMs: undefined, failure: gaveUp };
    case "crash-before":
      return { arrivesAfterMs: undefined, answersAfterMs: undefined, crash: "before" };
    case "crash-between":
      return { arrivesAfterMs: requestMs, answersAfterMs: undefined, crash: "between" };
  }
}

/** An answer that would come after the caller gave up is one that is lost. */
function heardInTime({ answerMs, timeoutMs }: CallTimes, requestMs: number): CallFate {
  if (requestMs + answerMs <= timeoutMs) return { arrivesAfterMs: requestMs, answersAfterMs: answerMs };
  const failure: CallFailure = { afterMs: timeoutMs, code: "timeout", mayBeDone: true };
  return { arrivesAfterMs: requestMs, answersAfterMs: undefined, failure };
}

function refused(failure: CallFailure): CallFate {
  return { arrivesAfterMs: undefined, answersAfterMs: undefined, failure };
}
