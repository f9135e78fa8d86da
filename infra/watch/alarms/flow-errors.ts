/**
 * Errors of each customer journey, by how fast they use up what the objective allows in 30 days: much in an hour wakes somebody, little over a
 * day waits for the morning. Each rate is seen in a long window, so that a hiccup is none, and still going on in a short one, so that
 * what is over stops ringing; only the two together tell anybody.
 */
import { BURN_RATES, type BurnRate, FLOWS, type Flow, failureShareOf } from "@tandem/resilience/flows";
import { type Measure, ofApi, ofRoute, type Watched } from "../measures.ts";
import {
  type Alarm,
  type AlarmPart,
  FIVE_MINUTES_S,
  type JoinedAlarm,
  MINUTE_S,
  SILENCE_IS_GOOD,
  sumOf,
} from "./alarm.ts";

/**
 * Failed requests in the long window below which nothing rings, however large their share: a night with twenty requests, two of them bad, wakes
 * nobody. It asks for as many requests at least, and in a dead region with few customers the tenth one rings.
 */
export const FAILURES_MIN = 10;

export function flowErrors(watched: Watched): readonly Alarm[] {
  return [...FLOWS.flatMap((flow) => errorsOf(watched, flow)), wholeApi(watched)];
}

function errorsOf(watched: Watched, flow: Flow): readonly JoinedAlarm[] {
  const bySeverity = Map.groupBy(ratesOf(flow), ({ severity }) => severity);
  return [...bySeverity].map(([severity, rates]) => ({
    name: `${flow.name}-errors-${severity}`,
    severity,
    owner: "shop",
    notices: flow.about,
    lookAt: `the dashboard's first row, then the log of the function api for level "error" (${flow.routes.join(", ")})`,
    runbook: "customers-see-errors.md",
    anyOf: rates.map((rate) => [
      part(watched, { flow, rate, minutes: rate.longWindowMinutes, failuresMin: FAILURES_MIN }),
      part(watched, { flow, rate, minutes: rate.shortWindowMinutes, failuresMin: 1 }),
    ]),
  }));
}

/** What is given up first when there is too much to do wakes nobody; and for the morning the slow rate is quick enough. */
function ratesOf({ tier }: Flow): readonly BurnRate[] {
  return BURN_RATES.filter(({ severity }) => tier < 3 || severity === "ticket");
}

interface Window {
  readonly flow: Flow;
  readonly rate: BurnRate;
  readonly minutes: number;
  readonly failuresMin: number;
}

function part({ apiId }: Watched, { flow, rate, minutes, failuresMin }: Window): AlarmPart {
  const counts = (id: string, name: "5xx" | "Count"): [string, Measure][] =>
    flow.routes.map((route, index) => [`${id}${index}`, ofRoute(apiId, route, { name, stat: "Sum" })]);
  const failed = counts("failed", "5xx");
  const asked = counts("asked", "Count");
  const failures = sumOf(failed.map(([id]) => id));
  const requests = sumOf(asked.map(([id]) => id));
  return {
    name: `${flow.name}-errors-${minutes}m`,
    condition: {
      of: Object.fromEntries([...failed, ...asked]),
      formula: `IF(${failures} >= ${failuresMin}, ${failures} / ${requests}, 0)`,
      label: `share of failed requests in ${minutes} minutes`,
      rings: "above",
      // In six digits: arithmetic in binary leaves crumbs, which would be read in the mail.
      threshold: Number(failureShareOf(flow, rate).toPrecision(6)),
      periodS: minutes * MINUTE_S,
      periods: 1,
      missing: SILENCE_IS_GOOD,
    },
  };
}

/** One in twenty is wrong for every flow there is. */
const WHOLE_API_SHARE = 0.05;

/** For what no flow names, and in case what is measured route by route is not what it is taken for: nothing of it was seen in an account yet. */
function wholeApi({ apiId }: Watched): Alarm {
  return {
    name: "api-errors",
    severity: "page",
    owner: "shop",
    notices: "Many requests of any kind fail.",
    lookAt: 'the dashboard\'s first row, then the log of the function api for level "error"',
    runbook: "customers-see-errors.md",
    condition: {
      of: { failed: ofApi(apiId, "5xx", "Sum"), asked: ofApi(apiId, "Count", "Sum") },
      formula: `IF(FILL(failed, 0) >= ${FAILURES_MIN}, FILL(failed, 0) / FILL(asked, 0), 0)`,
      label: "share of failed requests",
      rings: "above",
      threshold: WHOLE_API_SHARE,
      periodS: FIVE_MINUTES_S,
      periods: 2,
      missing: SILENCE_IS_GOOD,
    },
  };
}
