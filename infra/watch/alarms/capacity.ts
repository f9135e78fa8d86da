/** How far this region is from where AWS says no: its functions, its table, and the quotas of the account, which other environments share. */
import { FUNCTIONS, type FunctionName } from "@tandem/functions/manifest";
import { ACCOUNT_THROTTLE } from "@tandem/resilience/flows";
import { ofAllFunctions, ofApi, ofFunction, ofTable, type Watched } from "../measures.ts";
import { FIVE_MINUTES_S, type MetricAlarm, MINUTE_S, SILENCE_IS_GOOD, sumOf } from "./alarm.ts";

/** Of a quota; what is left is time to have it raised, which takes up to days. */
const QUOTA_SHARE = 0.8;
/** In five minutes; fewer are the ordinary trouble that retries are for. Of what runs once a minute each counts. */
const FAILURES_MIN = 5;
const REFUSALS_MAX = 10;
const FAILURE_SHARE = 0.1;

export function capacity(watched: Watched): readonly MetricAlarm[] {
  const functions = Object.keys(FUNCTIONS) as FunctionName[];
  return [
    ...functions.flatMap((name) => [functionFails(watched, name), functionThrottled(watched, name)]),
    tableThrottles(watched),
    tableFails(watched),
    concurrency(),
    requests(watched),
  ];
}

/** Sustained for a quarter of an hour. */
const LASTING = { rings: "above", periodS: FIVE_MINUTES_S, periods: 3, missing: SILENCE_IS_GOOD } as const;

function functionFails(watched: Watched, name: FunctionName): MetricAlarm {
  const failuresMin = isScheduled(name) ? 1 : FAILURES_MIN;
  return {
    name: `${name}-fails`,
    severity: "ticket",
    owner: "shop",
    notices: "Depends on the function; if customers notice, another alarm says what.",
    lookAt: `the log of the function ${name} for level "error", and what was deployed last`,
    runbook: "functions-fail.md",
    condition: {
      ...LASTING,
      of: {
        failed: ofFunction(watched, name, { name: "Errors", stat: "Sum" }),
        invoked: ofFunction(watched, name, { name: "Invocations", stat: "Sum" }),
      },
      formula: `IF(FILL(failed, 0) >= ${failuresMin}, FILL(failed, 0) / FILL(invoked, 0), 0)`,
      label: "share of failed invocations",
      threshold: FAILURE_SHARE,
    },
  };
}

function functionThrottled(watched: Watched, name: FunctionName): MetricAlarm {
  return {
    name: `${name}-throttled`,
    severity: "ticket",
    owner: "platform",
    notices: "Waiting; in the case of api, answers of 503.",
    lookAt: "the concurrency of the account, and of this function if it has its own share",
    runbook: "functions-fail.md",
    condition: {
      ...LASTING,
      of: { throttled: ofFunction(watched, name, { name: "Throttles", stat: "Sum" }) },
      label: "invocations refused in five minutes",
      threshold: isScheduled(name) ? 0 : REFUSALS_MAX,
    },
  };
}

function isScheduled(name: FunctionName): boolean {
  return FUNCTIONS[name].trigger.kind === "schedule";
}

function tableThrottles(watched: Watched): MetricAlarm {
  return {
    name: "table-throttled",
    severity: "ticket",
    owner: "platform",
    notices: "Some requests take longer or fail with 503.",
    lookAt: "which operation, and whether one key is asked for too often",
    runbook: "table-refuses.md",
    condition: {
      ...LASTING,
      of: { reads: ofTable(watched, "ReadThrottleEvents"), writes: ofTable(watched, "WriteThrottleEvents") },
      formula: sumOf(["reads", "writes"]),
      label: "reads and writes refused in five minutes",
      threshold: REFUSALS_MAX,
    },
  };
}

/** All that the functions' roles may ask of the table. */
const OPERATIONS = ["GetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"];

function tableFails(watched: Watched): MetricAlarm {
  const of = OPERATIONS.map(
    (operation) => [`failed${operation}`, ofTable(watched, "SystemErrors", operation)] as const,
  );
  return {
    name: "table-fails",
    severity: "ticket",
    owner: "platform",
    notices: "Some requests take longer or fail with 503.",
    lookAt: "AWS's health page for DynamoDB in this region",
    runbook: "table-refuses.md",
    condition: {
      ...LASTING,
      of: Object.fromEntries(of),
      formula: sumOf(of.map(([id]) => id)),
      label: "requests that DynamoDB failed by its own fault in five minutes",
      threshold: REFUSALS_MAX,
    },
  };
}

/** What is reserved counts as used, since nobody else can have it. The quota itself is asked of the account. */
function concurrency(): MetricAlarm {
  return {
    name: "concurrency-near-quota",
    severity: "ticket",
    owner: "platform",
    notices: "Nothing yet; at the quota the api refuses requests with 503.",
    lookAt: "which function runs most, and what else runs in this account",
    runbook: "near-a-quota.md",
    condition: {
      of: {
        claimed: ofAllFunctions("ClaimedAccountConcurrency"),
        running: ofAllFunctions("ConcurrentExecutions"),
      },
      formula: "claimed / SERVICE_QUOTA(running)",
      label: "share of the account's concurrency",
      rings: "above",
      threshold: QUOTA_SHARE,
      periodS: MINUTE_S,
      periods: 5,
      missing: SILENCE_IS_GOOD,
    },
  };
}

/** The sum of this environment; another one in the same account comes on top. CloudWatch does not know this quota, so a raised one is put in `flows.ts`. */
function requests({ apiId, readinessApiId }: Watched): MetricAlarm {
  return {
    name: "requests-near-quota",
    severity: "ticket",
    owner: "platform",
    notices: "Nothing yet; at the quota API Gateway refuses requests of every API of the account with 429.",
    lookAt: "which route is asked most, in the access log",
    runbook: "near-a-quota.md",
    condition: {
      of: { customers: ofApi(apiId, "Count", "Sum"), checkers: ofApi(readinessApiId, "Count", "Sum") },
      formula: `${sumOf(["customers", "checkers"])} / ${MINUTE_S}`,
      label: "requests a second",
      rings: "above",
      threshold: QUOTA_SHARE * ACCOUNT_THROTTLE.rateLimit,
      periodS: MINUTE_S,
      periods: 5,
      missing: SILENCE_IS_GOOD,
    },
  };
}
