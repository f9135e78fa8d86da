/**
 * A fault is what the world does to us: a throttle, a time-out, a service that is away. It is thrown, never returned,
 * and says the two things a caller must know: whether trying again can help, and whether the work may have been done.
 */
export type FaultCode =
  /** Too many requests; nothing was done. */
  | "throttled"
  /** No answer in time; the work may have been done. */
  | "timeout"
  /** The service cannot be reached, or says that it is away. */
  | "unavailable"
  /** Others kept changing the same items for as long as we tried. */
  | "contended"
  /** A stated bound was passed: more items, bytes or pages than the caller may ask for. */
  | "bound-exceeded"
  /** The service refused the request itself; trying again gives the same. */
  | "rejected";

export interface FaultOptions {
  readonly code: FaultCode;
  readonly message: string;
  readonly retryable: boolean;
  /** True when an answer was lost: the work may stand. False only when it is known that nothing was done. */
  readonly mayBeDone: boolean;
  readonly cause?: unknown;
}

export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly retryable: boolean;
  readonly mayBeDone: boolean;

  constructor(options: FaultOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.retryable = options.retryable;
    this.mayBeDone = options.mayBeDone;
  }
}
