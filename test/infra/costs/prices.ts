/**
 * What AWS asks for, and what is assumed where nobody can count: each with where it is from. us-east-1 and us-west-2 cost the same, in US
 * dollars without tax. No price was read on AWS's own pages on a day that we could name: look before you rely on one.
 */

export interface Price {
  /** In US dollars. */
  readonly usd: number;
  readonly per: string;
  readonly source: Source;
}

/** `list` is the price list that Infracost tests against; `unconfirmed` is general knowledge. */
export type Source = "list 2026-08" | "list 2024-11" | "list 2024" | "unconfirmed";

const MILLION = 1_000_000;

export const PRICES = {
  writeUnit: { usd: 0.625 / MILLION, per: "write unit, replicated or not", source: "list 2024-11" },
  readUnit: { usd: 0.125 / MILLION, per: "read unit", source: "list 2024-11" },
  httpRequest: { usd: 1 / MILLION, per: "request to an HTTP API", source: "list 2026-08" },
  invocation: { usd: 0.2 / MILLION, per: "invocation", source: "list 2026-08" },
  gbSecond: { usd: 0.0000133334, per: "GB-second on arm64", source: "list 2026-08" },
  queueRequest: { usd: 0.4 / MILLION, per: "request to SQS", source: "list 2026-08" },
  alarmMetric: { usd: 0.1, per: "metric that an alarm looks at", source: "list 2026-08" },
  compositeAlarm: { usd: 0.5, per: "composite alarm", source: "unconfirmed" },
  customMetric: { usd: 0.3, per: "metric of our own", source: "list 2026-08" },
  dashboard: { usd: 3, per: "dashboard", source: "list 2026-08" },
  logGb: { usd: 0.5, per: "GB of log taken in", source: "list 2026-08" },
  endpointCheck: { usd: 0.75 + 3 * 2, per: "check with HTTPS, string and 10 s", source: "list 2024" },
  calculatedCheck: { usd: 0.5, per: "calculated check", source: "unconfirmed" },
  zone: { usd: 0.5, per: "hosted zone", source: "list 2024" },
  transferOutGb: { usd: 0.09, per: "GB to the internet", source: "list 2026-08" },
  transferRegionsGb: { usd: 0.02, per: "GB to another region", source: "list 2026-08" },
  storedGb: { usd: 0.25, per: "GB-month in a replica", source: "list 2024-11" },
  recoveryGb: { usd: 0.2, per: "GB-month of point-in-time recovery", source: "list 2024-11" },
  backupGb: { usd: 0.1, per: "GB-month in a vault", source: "unconfirmed" },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof PRICES;

export const ASSUMED = {
  monthSeconds: { value: 2_628_000, why: "a twelfth of a year" },
  checkersPerRegion: {
    value: 2,
    why: "a default check is asked by 15 or 16 checkers in eight regions; AWS gives no number for one region",
  },
  readinessEnvironments: { value: 2, why: "checkers ask in bursts; each environment looks for itself every 10 s" },
  pollers: { value: 5, why: "with a maximum of concurrency Lambda does not go below its first five" },
  pollSeconds: { value: 20, why: "the longest that SQS lets one wait" },
  readinessMs: { value: 15, why: "mostly one read" },
  pingMs: { value: 5, why: "the api answers without looking at anything" },
  tickMs: { value: 1_000, why: "some thirty reads and a request to the peer" },
  readMs: { value: 25, why: "one or two queries" },
  orderMs: { value: 60, why: "one transaction and what leads to it" },
  hintMs: { value: 50, why: "one request to SQS" },
  messageMs: {
    value: 300,
    why: "two requests to a payment provider; for the two hints in three that find it done, too much",
  },
  accessLineBytes: { value: 450, why: "the format of infra/region/http-api.ts with an ordinary browser's name" },
  invocationLogBytes: { value: 900, why: "three lines of Lambda's own for each invocation, in JSON" },
  answerBytes: { value: 2_000, why: "twenty products" },
  changingProducts: {
    value: 100,
    why: "that sell at least once a minute, so that their listing is written each minute",
  },
  keptBackups: { value: 100, why: "infra/global/backup.ts, each of them whole: those of a table are not incremental" },
} as const;
