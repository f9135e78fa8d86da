/** An SQS error as a client reads it: its name in the JSON protocol, its older name in the query protocol, and its status. */
export class SqsRefusal extends Error {
  override readonly name = "SqsRefusal";
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** The older name, which the JSON protocol sends along in a header for code that was written for it. */
  get queryCode(): string {
    return RENAMED[this.code] ?? (PREFIXED.has(this.code) ? `AWS.SimpleQueueService.${this.code}` : this.code);
  }
}

/** Errors whose older name is another one. */
const RENAMED: Readonly<Record<string, string>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  QueueNameExists: "QueueAlreadyExists",
};
/** Errors whose older name carries the service's. */
const PREFIXED: ReadonlySet<string> = new Set([
  "BatchEntryIdsNotDistinct",
  "BatchRequestTooLong",
  "EmptyBatchRequest",
  "InvalidBatchEntryId",
  "MessageNotInflight",
  "PurgeQueueInProgress",
  "TooManyEntriesInBatchRequest",
  "UnsupportedOperation",
]);

/** The engine is away, or its answer was lost; a client that tries again may send a message twice, as with SQS itself. */
export function engineAway(why: string): SqsRefusal {
  return new SqsRefusal("ServiceUnavailable", `The queue is not available for a moment: ${why}`, 503);
}

export function invalidParameter(message: string): SqsRefusal {
  return new SqsRefusal("InvalidParameterValue", message);
}
