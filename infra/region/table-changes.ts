/**
 * The one reader of this replica's stream, which turns changes into hints. A global table allows no second reader: its own replication
 * is the other one. Records that this function fails on are given up after a bounded time, so that one bad record never stops
 * those behind it; the sweep and the walk find what they meant.
 */
import { FUNCTIONS } from "@tandem/functions/manifest";
import { regionalName } from "../names.ts";
import { createFunction, type FunctionSettings } from "./function.ts";
import { readStream, sendTo } from "./permissions.ts";
import type { Replica } from "./table-replica.ts";
import { createDeadLetters, type WorkQueue } from "./work-queue.ts";

export function createTableChanges(
  settings: Omit<FunctionSettings<"on-table-change">, "may" | "variables"> & {
    readonly table: Replica;
    readonly queue: WorkQueue;
  },
) {
  const { scope, code, table, queue } = settings;
  const failuresName = regionalName(scope.environment, scope.region, "stream-failures");
  /** Gets the place of the records in the stream, not the records. */
  const failures = createDeadLetters("StreamFailures", failuresName);
  const reader = createFunction("on-table-change", {
    scope,
    code,
    variables: { TANDEM_QUEUE_URL: queue.url },
    may: [readStream(table), sendTo(queue.arn), sendTo(failures.arn)],
  });
  const { filters, kind: _, ...bounds } = FUNCTIONS["on-table-change"].trigger;
  new aws.lambda.EventSourceMapping("TableChangesMapping", {
    ...bounds,
    functionResponseTypes: [...bounds.functionResponseTypes],
    eventSourceArn: table.streamArn,
    functionName: reader.arn,
    filterCriteria: { filters: filters(scope.region).map((pattern) => ({ pattern: JSON.stringify(pattern) })) },
    destinationConfig: { onFailure: { destinationArn: failures.arn } },
  });
  return { reader, failuresName };
}
