/**
 * What goes wrong in a history, as data: rules with a rate, a target and a window. A plan can be drawn from a seed, written to a file, and made
 * smaller rule by rule, or strike by strike, while it still breaks what it broke.
 *
 * Times in a plan count from the start of the history, so that a person can read them.
 */

/** What can befall one call to something outside the environment. */
export type CallFaultKind =
  /** Takes longer, and is done all the same. */
  | "slow"
  /** Refused for its rate; not done. */
  | "throttled"
  /** Cannot be reached; not done, and the caller knows. */
  | "unreachable"
  /** Lost on the way there; not done, and the caller cannot know. */
  | "request-lost"
  /** Done, and the answer lost on the way back. */
  | "answer-lost"
  /** Done long after the caller gave up. */
  | "late"
  /** The environment dies as it is about to call; not done. */
  | "crash-before"
  /** The environment dies while it waits for the answer; done. */
  | "crash-between";

/** Whom a rule is for; what it does not name may be anything. */
export interface FaultTarget {
  readonly region?: string;
  /** The environment's role: `api`, `worker`, `client`. */
  readonly role?: string;
  /** Where the call goes, by the whole name or by its first words: `table` is `table us-east-1`, too. */
  readonly to?: string;
  /** What the call asks for. */
  readonly what?: string;
}

export interface FaultWindow {
  /** From the start of the history; 0 if it is left out. */
  readonly fromMs?: number;
  /** Excluded; never ends if it is left out. */
  readonly untilMs?: number;
}

/** From the first to the second, both included. */
export type Span = readonly [from: number, to: number];

export interface CallRule extends FaultWindow {
  readonly kind: CallFaultKind;
  readonly target: FaultTarget;
  /** How likely it is for each call, from 0 to 1. */
  readonly rate: number;
  /** How long it takes, in milliseconds, where the kind has a choice: `slow`, `late`, `unreachable`. */
  readonly ms?: Span;
}

/** A named point of production code at which the environment is killed, or stands still for a while. */
export interface HazardRule extends FaultWindow {
  readonly kind: "crash" | "pause";
  readonly target: Pick<FaultTarget, "region" | "role">;
  /** The point's name; any, if it is left out. */
  readonly point?: string;
  readonly rate: number;
  /** How long a pause lasts. */
  readonly ms?: Span;
}

/** An environment whose clock is wrong: stepped by milliseconds, or drifting by parts of a million. Right again at the window's end. */
export interface ClockRule extends FaultWindow {
  readonly kind: "step" | "drift";
  readonly target: Pick<FaultTarget, "region" | "role">;
  /** How likely it is for each environment. */
  readonly rate: number;
  readonly amount: Span;
}

/** How long a call takes when nothing goes wrong; the first rule whose target fits is taken. */
export interface LatencyRule {
  readonly target: FaultTarget;
  readonly ms: Span;
}

export interface FaultPlan {
  readonly latencies: readonly LatencyRule[];
  readonly calls: readonly CallRule[];
  readonly hazards: readonly HazardRule[];
  readonly clocks: readonly ClockRule[];
  /** Strikes that are drawn and then left out, by their ids: how one fault is taken out of a history without another draw changing. */
  readonly spared?: readonly string[];
}

/** A quiet world: the plan that a drawn one is compared with. */
export const NO_FAULTS: FaultPlan = { latencies: [], calls: [], hazards: [], clocks: [] };
