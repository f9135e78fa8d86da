/** Mistakes with functions, and with what makes regions differ. */
import { alike } from "../rules/alike.ts";
import { functions, logs, ticking } from "../rules/functions.ts";
import { uniqueNames } from "../rules/names.ts";
import { describeMutations } from "./mutation.ts";

describeMutations("functions", [
  {
    mistake: "a function that is not told its table",
    file: "infra/region/work-queue.ts",
    find: ", TANDEM_TABLE: table.name },",
    replace: ", TANDEM_TABLE: undefined },",
    breaks: functions,
  },
  {
    mistake: "a variable that no manifest names",
    file: "infra/region/tick.ts",
    find: "TANDEM_TABLE: table.name,",
    replace: 'TANDEM_TABLE: table.name, ...({ TANDEM_MODE: "fast" } as object),',
    breaks: functions,
  },
  {
    mistake: "a function that is not the manifest's",
    file: "infra/region.ts",
    find: "  // Every minute",
    replace: '  new sst.aws.Function("Extra", { ...code.tick, name: "tandem-production-extra" });\n  // Every minute',
    breaks: functions,
  },
  {
    mistake: "a function for another processor",
    file: "infra/region/function.ts",
    find: 'architecture: "arm64"',
    replace: 'architecture: "x86_64"',
    breaks: functions,
  },
  {
    mistake: "a function on a Node that Lambda will not update",
    file: "infra/region/function.ts",
    find: 'runtime: "nodejs24.x"',
    replace: 'runtime: "nodejs20.x"',
    breaks: functions,
  },
  {
    mistake: "a time-out that is not the manifest's",
    file: "infra/region/function.ts",
    find: "timeout: `${timeoutSeconds} seconds`",
    replace: 'timeout: "20 seconds"',
    breaks: functions,
  },
  {
    mistake: "readiness without concurrency of its own",
    file: "infra/region/function.ts",
    find: "? { concurrency: { reserved: concurrency.reserved } }",
    replace: "? {}",
    breaks: functions,
  },
  {
    mistake: "logs that nobody can search",
    file: "infra/region/function.ts",
    find: 'format: "json"',
    replace: 'format: "text"',
    breaks: functions,
  },
  {
    mistake: "a log that is kept for ever",
    file: "infra/region/http-api.ts",
    find: "retentionInDays: environment.logDays,",
    replace: "",
    breaks: logs,
  },
  {
    mistake: "a handler that is not in the folder",
    file: "infra/region/code.ts",
    find: "{ bundle: directory, handler }",
    replace: '{ bundle: directory, handler: handler.replace("bundle", "bindle") }',
    breaks: /bindle/,
  },
  {
    mistake: "a tick every hour",
    file: "infra/region/tick.ts",
    find: '"rate(1 minute)"',
    replace: '"rate(1 hour)"',
    breaks: ticking,
  },
  {
    mistake: "a tick that Lambda repeats",
    file: "infra/region/tick.ts",
    find: "    maximumRetryAttempts,\n",
    replace: "    maximumRetryAttempts: 2,\n",
    breaks: ticking,
  },
  {
    mistake: "an old minute's tick",
    file: "infra/region/tick.ts",
    find: "    maximumEventAgeInSeconds,\n",
    replace: "    maximumEventAgeInSeconds: 21_600,\n",
    breaks: ticking,
  },
  {
    mistake: "something that only one region has",
    file: "infra/region.ts",
    find: "  // Every minute",
    replace:
      '  if (region === "us-east-1") new aws.sns.Topic("Extra", { name: "tandem-production-extra" });\n  // Every minute',
    breaks: alike,
  },
  {
    mistake: "a setting that only one region has",
    file: "infra/region/function.ts",
    find: "memory: `${memoryMb} MB`",
    replace: 'memory: region === "us-east-1" ? "1024 MB" : `${memoryMb} MB`',
    breaks: alike,
  },
  {
    mistake: "a name that does not say whose it is",
    file: "infra/names.ts",
    find: "return `${PRODUCT}-${environment.name}-${region}-${thing}`;",
    replace: "return `${PRODUCT}-${thing}`.replace(/dead-letters|stream-failures/, 'failures');",
    breaks: uniqueNames,
  },
  {
    mistake: "a queue with a name that is made up",
    file: "infra/region/work-queue.ts",
    find: "transform: {\n      queue: { name, messageRetentionSeconds: WORK_QUEUE.messageRetentionSeconds, sqsManagedSseEnabled: true },\n    },\n  });\n  return {",
    replace:
      "transform: {\n      queue: { messageRetentionSeconds: WORK_QUEUE.messageRetentionSeconds, sqsManagedSseEnabled: true },\n    },\n  });\n  return {",
    breaks: uniqueNames,
  },
]);
