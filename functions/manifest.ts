/**
 * Every Lambda function of a region, as plain data: what it runs, what it may use and what wakes it. The infrastructure
 * deploys exactly this, the local world runs exactly this, and the benchmarks bundle exactly this; so what is rehearsed
 * is what is deployed.
 */

/** What a function may use. Paths are from the project's root, in the form that SST and Lambda take. */
export interface FunctionManifest {
  readonly handler: `functions/${string}.handler`;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly trigger: HttpTrigger | StreamTrigger | QueueTrigger | ScheduleTrigger;
  /** The names of the environment variables it is given; `functions/environment.ts` says what is in them. */
  readonly environment: readonly EnvironmentName[];
}

export interface HttpTrigger {
  readonly kind: "http";
}

/** Names and units are those of AWS's event source mappings. */
export interface StreamTrigger {
  readonly kind: "stream";
  readonly startingPosition: "TRIM_HORIZON";
  readonly batchSize: number;
  readonly maximumBatchingWindowInSeconds: number;
  readonly maximumRetryAttempts: number;
  readonly maximumRecordAgeInSeconds: number;
  readonly bisectBatchOnFunctionError: boolean;
  readonly functionResponseTypes: readonly ["ReportBatchItemFailures"];
  /** EventBridge patterns, any of which lets a record through, for the function in `region`. */
  filters(region: string): readonly object[];
}

export interface QueueTrigger {
  readonly kind: "queue";
  readonly batchSize: number;
  readonly maximumBatchingWindowInSeconds: number;
  readonly maximumConcurrency: number;
  readonly functionResponseTypes: readonly ["ReportBatchItemFailures"];
}

export interface ScheduleTrigger {
  readonly kind: "schedule";
  readonly everyMinutes: number;
}

export type FunctionName = "api" | "on-table-change" | "on-message" | "tick";
export type EnvironmentName =
  | "TANDEM_AUTH_KEYS"
  | "TANDEM_GLOBAL_HOST"
  | "TANDEM_PAYMENTS_URL"
  | "TANDEM_QUEUE_URL"
  | "TANDEM_REGIONS"
  | "TANDEM_TABLE";

export const FUNCTIONS: Readonly<Record<FunctionName, FunctionManifest>> = {
  api: {
    handler: "functions/api.handler",
    /** Below API Gateway's 30 s, and longer than all of a request's own time-outs together. */
    timeoutSeconds: 10,
    memoryMb: 512,
    trigger: { kind: "http" },
    environment: ["TANDEM_AUTH_KEYS", "TANDEM_GLOBAL_HOST", "TANDEM_REGIONS", "TANDEM_TABLE"],
  },
  "on-table-change": {
    handler: "functions/on-table-change.handler",
    timeoutSeconds: 30,
    memoryMb: 256,
    environment: ["TANDEM_QUEUE_URL"],
    trigger: {
      kind: "stream",
      startingPosition: "TRIM_HORIZON",
      batchSize: 100,
      maximumBatchingWindowInSeconds: 0,
      /** Then the batch is reported to the failure queue; the sweep finds the work itself. */
      maximumRetryAttempts: 10,
      maximumRecordAgeInSeconds: 3_600,
      bisectBatchOnFunctionError: true,
      functionResponseTypes: ["ReportBatchItemFailures"],
      filters: (region) => [
        {
          eventName: ["INSERT"],
          dynamodb: { NewImage: { wake: { S: ["outbox"] }, region: { S: [region] } } },
        },
        { eventName: ["INSERT"], dynamodb: { NewImage: { wake: { S: ["changed"] } } } },
      ],
    },
  },
  "on-message": {
    handler: "functions/on-message.handler",
    timeoutSeconds: 30,
    memoryMb: 256,
    environment: ["TANDEM_PAYMENTS_URL", "TANDEM_TABLE"],
    trigger: {
      kind: "queue",
      batchSize: 10,
      maximumBatchingWindowInSeconds: 0,
      maximumConcurrency: 10,
      functionResponseTypes: ["ReportBatchItemFailures"],
    },
  },
  tick: {
    handler: "functions/tick.handler",
    /** A run ends before the next begins. */
    timeoutSeconds: 55,
    memoryMb: 256,
    environment: ["TANDEM_QUEUE_URL", "TANDEM_REGIONS", "TANDEM_TABLE"],
    trigger: { kind: "schedule", everyMinutes: 1 },
  },
};

/** The queue of work hints, one in each region. */
export const WORK_QUEUE = {
  /** Six times the consumer's time-out, as Lambda asks for. */
  visibilityTimeoutSeconds: 180,
  /** A message that even the fifth attempt's parking could not handle goes to the dead-letter queue. */
  maxReceiveCount: 8,
  /** The longest SQS keeps a message: a region may be asleep for days. */
  messageRetentionSeconds: 14 * 24 * 3_600,
} as const;

/** The one table, in every region. */
export const TABLE = {
  partitionKey: "pk",
  sortKey: "sk",
  ttlAttribute: "ttl",
  streamViewType: "NEW_AND_OLD_IMAGES",
} as const;

/** How a handler becomes one file: what SST passes to esbuild for nodejs24.x, said once for all who bundle. */
export const BUNDLING = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "es2024",
  mainFields: ["module", "main"],
  keepNames: true,
  minify: true,
  splitting: true,
  sourcemap: "linked",
  outExtension: { ".js": ".mjs" },
  external: ["sharp", "pg-native"],
  /** Packages that were written for CommonJS look for these. */
  banner: {
    js: [
      "import { createRequire as topLevelCreateRequire } from 'module';",
      "const require = topLevelCreateRequire(import.meta.url);",
      "import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from 'url';",
      "const __filename = topLevelFileUrlToPath(import.meta.url);",
      "const __dirname = topLevelFileUrlToPath(new topLevelURL('.', import.meta.url));",
    ].join("\n"),
  },
} as const;
