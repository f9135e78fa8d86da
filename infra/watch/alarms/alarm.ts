/**
 * What an alarm is, as plain data: who is to hear it, what a customer notices, what to do first, and when it rings. The other files of this
 * folder are tables of these; `create-alarms.ts` makes them real.
 */
import type { Measure } from "../measures.ts";

export interface AlarmText {
  /** In small letters with dashes; the product, the environment and the region are put in front. */
  readonly name: string;
  /** Wakes somebody, or waits for the morning. */
  readonly severity: "page" | "ticket";
  readonly owner: "shop" | "platform";
  /** What a customer notices, or will. */
  readonly notices: string;
  /** The first thing to look at. */
  readonly lookAt: string;
  readonly runbook: Runbook;
}

export type Runbook =
  | "certificate.md"
  | "customers-see-errors.md"
  | "customers-wait.md"
  | "functions-fail.md"
  | "near-a-quota.md"
  | "parked-and-dead-letters.md"
  | "peer-does-not-answer.md"
  | "region-not-ready.md"
  | "regions-disagree.md"
  | "requests-refused.md"
  | "table-refuses.md"
  | "work-stands-still.md";

/** Rings by one condition. */
export interface MetricAlarm extends AlarmText {
  readonly condition: Condition;
}

/** Rings when all parts of any of these groups ring. The parts tell nobody. */
export interface JoinedAlarm extends AlarmText {
  readonly anyOf: readonly (readonly AlarmPart[])[];
}

export interface AlarmPart {
  readonly name: string;
  readonly condition: Condition;
}

export type Alarm = MetricAlarm | JoinedAlarm;

export interface Condition {
  /** What is measured, by the id it has in `formula`. */
  readonly of: Readonly<Record<string, Measure>>;
  /** CloudWatch metric math over those ids; left out when there is one and it is looked at as it is. */
  readonly formula?: string;
  /** What the looked-at number is, for whoever sees its graph. */
  readonly label: string;
  readonly rings: "above" | "below";
  readonly threshold: number;
  readonly periodS: number;
  /** Rings when the last so many periods were all like that. */
  readonly periods: number;
  readonly missing: Missing;
}

/** What it means that there is no number. */
export interface Missing {
  readonly treatedAs: "breaching" | "notBreaching" | "missing" | "ignore";
  readonly because: string;
}

/** For what has to be there always. */
export const SILENCE_RINGS: Missing = {
  treatedAs: "breaching",
  because: "this is measured all the time, and silence is what it is there to notice",
};
/** For what is counted when it happens. */
export const SILENCE_IS_GOOD: Missing = {
  treatedAs: "notBreaching",
  because: "this is measured only when something happens",
};
/** For what `tick` measures beside its own heartbeat: one silence, one mail. */
export const SILENCE_RINGS_AT_TICK: Missing = {
  treatedAs: "missing",
  because: "tick-missing rings for it; this one then says INSUFFICIENT_DATA, which is not OK",
};

export const MINUTE_S = 60;
export const FIVE_MINUTES_S = 5 * MINUTE_S;

/** Metric math: the sum of these ids, where no number is 0. */
export function sumOf(ids: readonly string[]): string {
  return overAll(
    "SUM",
    ids.map((id) => `FILL(${id}, 0)`),
  );
}

/**
 * Metric math over several series, period by period. One is taken as it is: of a series by itself these functions make a single number, of a list
 * a series, and AWS writes nowhere what they make of a list of one; an alarm takes nothing but a series.
 */
export function overAll(name: "MAX" | "SUM", series: readonly string[]): string {
  const list = series.join(", ");
  return series.length === 1 ? list : `${name}([${list}])`;
}
