/** Mistakes with what functions are told and what they run, and with how work gets to them. */
import { arriving } from "../rules/arriving.ts";
import { functions, shares } from "../rules/functions.ts";
import { given } from "../rules/given.ts";
import { known } from "../rules/known.ts";
import { describeMutations } from "./mutation.ts";

describeMutations("what functions are told", [
  {
    mistake: "a peer asked at the address of its readiness",
    file: "infra/region.ts",
    find: "hostsOf(peer, domain.name).api",
    replace: "hostsOf(peer, domain.name).readiness",
    breaks: given,
  },
  {
    mistake: "a region that takes the shared name for its own",
    file: "infra/region.ts",
    find: "`https://${hosts.api}`;",
    replace: "`https://${hosts.shared}`;",
    breaks: given,
  },
  {
    mistake: "a region that knows of no other",
    file: "infra/region/tick.ts",
    find: 'environment.regions.join(",")',
    replace: "region",
    breaks: given,
  },
  {
    mistake: "a secret in plain text",
    file: "infra/region/work-queue.ts",
    find: "TANDEM_PAYMENTS_URL: scope.environment.paymentsUrl,",
    replace: 'TANDEM_PAYMENTS_URL: $util.secret("https://payments.tandem.example?key=sk_live"),',
    breaks: given,
  },
  {
    mistake: "a table that is not there",
    file: "infra/region/work-queue.ts",
    find: "TANDEM_TABLE: table.name }",
    replace: 'TANDEM_TABLE: "tandem-production-2" }',
    breaks: given,
  },
  {
    mistake: "hints to the dead letters",
    file: "infra/region/tick.ts",
    find: "TANDEM_QUEUE_URL: queue.url,",
    replace: 'TANDEM_QUEUE_URL: queue.url.apply((url) => url.replace("-work", "-dead-letters")),',
    breaks: given,
  },
  {
    mistake: "readiness that asks itself",
    file: "infra/region/readiness.ts",
    find: "TANDEM_API_FUNCTION: api.name,",
    replace: 'TANDEM_API_FUNCTION: "tandem-production-us-east-1-readiness",',
    breaks: given,
  },
  {
    mistake: "a link, which is a variable",
    file: "infra/region/function.ts",
    find: 'runtime: "nodejs24.x",',
    replace:
      'runtime: "nodejs24.x",\n    link: [new sst.Linkable(`${componentName(name)}Link`, { properties: { key: "sk_live" } })],',
    breaks: known,
  },
  {
    mistake: "functions that all run the same code",
    file: "infra/region/function.ts",
    find: "...settings.code[name],",
    replace: "...settings.code.tick,",
    breaks: functions,
  },
  {
    mistake: "a share that customers' rush may take",
    file: "infra/region/function.ts",
    find: "? { concurrency: { reserved: concurrency.reserved } }",
    replace: "? {}",
    breaks: shares,
  },
  {
    mistake: "a filter that throws work away",
    file: "infra/region/work-queue.ts",
    find: "batchSize: trigger.batchSize,",
    replace: 'batchSize: trigger.batchSize,\n    filterCriteria: { filters: [{ pattern: "{}" }] },',
    breaks: arriving,
  },
  {
    mistake: "a stream that calls another function",
    file: "infra/region/table-changes.ts",
    find: "functionName: reader.arn,",
    replace: 'functionName: reader.arn.apply((arn) => arn.replace("on-table-change", "tick")),',
    breaks: arriving,
  },
  {
    mistake: "work that waits a quarter of an hour",
    file: "infra/region/work-queue.ts",
    find: "    dlq: {",
    replace: '    delay: "15 minutes",\n    dlq: {',
    breaks: arriving,
  },
  {
    mistake: "a queue in plain text",
    file: "infra/region/work-queue.ts",
    find: "queue: { name, messageRetentionSeconds: WORK_QUEUE.messageRetentionSeconds, sqsManagedSseEnabled: true },\n    },\n  });\n  return {",
    replace:
      "queue: { name, messageRetentionSeconds: WORK_QUEUE.messageRetentionSeconds, sqsManagedSseEnabled: false },\n    },\n  });\n  return {",
    breaks: arriving,
  },
  {
    mistake: "a schedule that calls another function",
    file: "infra/region/tick.ts",
    find: "function: tick.arn,",
    replace: 'function: tick.arn.apply((arn) => arn.replace(/-tick$/, "-api")),',
    breaks: arriving,
  },
  {
    mistake: "a schedule that runs when it likes",
    file: "infra/region/tick.ts",
    find: "schedule: { name:",
    replace: 'schedule: { flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 60 }, name:',
    breaks: arriving,
  },
]);
