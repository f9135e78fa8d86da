/** What a region does every minute by itself. A run that failed is not repeated: the next minute's does what it left. */
import { FUNCTIONS } from "@tandem/functions/manifest";
import { boundaryArn } from "../account.ts";
import { regionalName } from "../names.ts";
import { createFunction, type FunctionSettings } from "./function.ts";
import { measureQueue, readTable, sendTo, walkTable, writeTable } from "./permissions.ts";
import type { Replica } from "./table-replica.ts";
import type { WorkQueue } from "./work-queue.ts";

export function createTick(
  settings: Omit<FunctionSettings<"tick">, "may" | "variables"> & {
    readonly table: Replica;
    readonly queue: WorkQueue;
    readonly peers: Readonly<Record<string, string>>;
  },
) {
  const { scope, code, table, queue, peers } = settings;
  const { environment, region } = scope;
  const tick = createFunction("tick", {
    scope,
    code,
    variables: {
      TANDEM_PEERS: JSON.stringify(peers),
      TANDEM_QUEUE_URL: queue.url,
      TANDEM_REGIONS: environment.regions.join(","),
      TANDEM_TABLE: table.name,
    },
    may: [readTable(table), walkTable(table), writeTable(table), sendTo(queue.arn), measureQueue(queue.arn)],
  });
  const { everyMinutes, maximumRetryAttempts, maximumEventAgeInSeconds } = FUNCTIONS.tick.trigger;
  /** Lambda would keep an invocation that found no room for six hours, and then do an old minute's work. */
  new aws.lambda.FunctionEventInvokeConfig("TickInvocations", {
    functionName: tick.name,
    maximumRetryAttempts,
    maximumEventAgeInSeconds,
  });
  new sst.aws.CronV2("TickSchedule", {
    function: tick.arn,
    schedule: everyMinutes === 1 ? "rate(1 minute)" : `rate(${everyMinutes} minutes)`,
    transform: {
      schedule: { name: regionalName(environment, region, "tick") },
      role: {
        name: regionalName(environment, region, "tick-schedule"),
        permissionsBoundary: boundaryArn(environment),
      },
    },
  });
  return tick;
}
