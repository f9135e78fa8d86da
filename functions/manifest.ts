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
  readonly concurrency: Concurrency;
  /** The names of the environment variables it is given, and all it may read; `functions/environment.ts` says what is in them. */
  readonly environment: readonly EnvironmentName[];
}

/** How many run at once: a number kept for it alone, which is also the most there ever are, or what all functions share. */
export type Concurrency = "shared" | { readonly reserved: number; readonly why: string };

export interface HttpTrigger {
  readonly kind: "http";
  /** The route keys it answers, as API Gateway writes them. */
  readonly routes: readonly string[];
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
  /** Lambda's settings for an event that nobody waits for. */
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeInSeconds: number;
}

export type FunctionName = "api" | "readiness" | "on-table-change" | "on-message" | "tick";
export type EnvironmentName =
  | "TANDEM_API_FUNCTION"
  | "TANDEM_AUTH_KEYS"
  | "TANDEM_CLAIMS_TABLE"
  | "TANDEM_GLOBAL_HOST"
  | "TANDEM_OWN_URL"
  | "TANDEM_PAYMENTS_URL"
  | "TANDEM_PEERS"
  | "TANDEM_PEER_TABLES"
  | "TANDEM_QUEUE_URL"
  | "TANDEM_REGION_KEYS"
  | "TANDEM_REGIONS"
  | "TANDEM_SPEED"
  | "TANDEM_TABLE";

/** What only a local world sets: everywhere else a second has its length, and a table is where AWS has it. */
export const LOCAL_ENVIRONMENT = ["TANDEM_PEER_TABLES", "TANDEM_SPEED"] as const satisfies readonly EnvironmentName[];

/** What may be left unset: only a stage with a domain has a shared name. */
export const OPTIONAL_ENVIRONMENT: readonly EnvironmentName[] = ["TANDEM_GLOBAL_HOST", ...LOCAL_ENVIRONMENT];

export const FUNCTIONS = {
  api: {
    handler: "functions/api.handler",
    /** Below API Gateway's 30 s, and longer than all of a request's own time-outs together. */
    timeoutSeconds: 10,
    memoryMb: 512,
    trigger: { kind: "http", routes: ["$default"] },
    concurrency: "shared",
    environment: [
      "TANDEM_AUTH_KEYS",
      "TANDEM_CLAIMS_TABLE",
      "TANDEM_GLOBAL_HOST",
      "TANDEM_PEERS",
      "TANDEM_PEER_TABLES",
      "TANDEM_REGION_KEYS",
      "TANDEM_REGIONS",
      "TANDEM_SPEED",
      "TANDEM_TABLE",
    ],
  },
  readiness: {
    handler: "functions/readiness.handler",
    /** Longer than its verdict may take and a cold start with it; a health checker has stopped waiting by then. */
    timeoutSeconds: 5,
    memoryMb: 256,
    trigger: {
      kind: "http",
      routes: ["GET /readyz", "HEAD /readyz", "GET /evacuated/{region}", "HEAD /evacuated/{region}"],
    },
    concurrency: {
      reserved: 5,
      why: "whoever floods the API cannot keep health checkers from an answer, nor can they take the API's share",
    },
    environment: ["TANDEM_API_FUNCTION", "TANDEM_OWN_URL", "TANDEM_REGIONS", "TANDEM_SPEED", "TANDEM_TABLE"],
  },
  "on-table-change": {
    handler: "functions/on-table-change.handler",
    timeoutSeconds: 30,
    memoryMb: 256,
    concurrency: "shared",
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
    concurrency: {
      reserved: 10,
      why: "as many as its mapping calls at once, so that a burst elsewhere never stops the work",
    },
    environment: ["TANDEM_PAYMENTS_URL", "TANDEM_SPEED", "TANDEM_TABLE"],
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
    concurrency: { reserved: 1, why: "a run never overlaps the one before" },
    environment: ["TANDEM_PEERS", "TANDEM_QUEUE_URL", "TANDEM_REGIONS", "TANDEM_SPEED", "TANDEM_TABLE"],
    trigger: {
      kind: "schedule",
      everyMinutes: 1,
      /** The next minute's run does what this one left; Lambda would keep an event that found no room for six hours. */
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 60,
    },
  },
} as const satisfies Readonly<Record<FunctionName, FunctionManifest>>;

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

/** The table in which the whole world decides, of names that only one may have; strongly consistent over all regions. */
export const CLAIMS_TABLE = {
  nameKey: "name",
  ownerKey: "owner",
  /** From an owner to the names it holds. */
  ownerIndex: "owner",
} as const;
