/**
 * The one place that knows the SDK's errors. It answers three questions: did the service refuse or the network fail, may
 * the work have been done all the same, and is it worth trying again. Whatever is neither the service's word nor the
 * network's is a bug of ours and is thrown on as it is.
 */
import { Fault, type FaultCode } from "@tandem/kernel";

/** Names by which DynamoDB and SQS say "too much"; nothing was done. */
const THROTTLES: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
  "TooManyRequestsException",
]);
/** Others were at the same items; nothing was done. */
const CONFLICTS: ReadonlySet<string> = new Set(["TransactionConflictException", "TransactionConflict"]);
/** An earlier try of the same transaction still runs, and may yet be done. */
const IN_PROGRESS = "TransactionInProgressException";
/** System calls that come before a request is sent. */
const BEFORE_SENDING: ReadonlySet<string> = new Set(["connect", "getaddrinfo"]);
/** How the SDK's HTTP handler words its connection time-out, which has no code; other words would count as "may be done". */
const NO_CONNECTION = "did not establish a connection";

interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly systemCall: string | undefined;
  readonly status: number | undefined;
  /** True if the service said it, in words that the SDK could read. */
  readonly fromService: boolean;
}

/** Whether the work of the try that ended in `error` may stand. */
export function mayBeDone(error: unknown): boolean {
  const { name, message, systemCall, status, fromService } = read(error);
  if (fromService) return name === IN_PROGRESS || (status ?? 500) >= 500;
  if (name === "CredentialsProviderError" || name === "AggregateError") return false;
  if (systemCall !== undefined && BEFORE_SENDING.has(systemCall)) return false;
  return !message.includes(NO_CONNECTION);
}

export interface FailedCall {
  readonly error: unknown;
  /** What was asked, for the message: `commit to the table tandem in us-east-1`. */
  readonly doing: string;
  /** Whether any try may have done the work; always false for a read. */
  readonly mayBeDone: boolean;
}

/** The fault that stands for an SDK error; throws on what is not the world's fault. */
export function faultOf(failed: FailedCall): Fault {
  const seen = read(failed.error);
  const code = codeOf(seen);
  if (code === undefined) throw failed.error;
  return faultWith(code, failed, `${seen.name}: ${seen.message}`);
}

export function faultWith(code: FaultCode, failed: FailedCall, why: string): Fault {
  const message = `could not ${failed.doing}: ${why}`;
  return new Fault({ code, message, retryable: code !== "rejected", mayBeDone: failed.mayBeDone, cause: failed.error });
}

function codeOf({ name, code, status, fromService }: SdkError): FaultCode | undefined {
  if (THROTTLES.has(name) || status === 429) return "throttled";
  if (CONFLICTS.has(name) || name === IN_PROGRESS) return "contended";
  if (fromService) return (status ?? 500) >= 500 ? "unavailable" : "rejected";
  // The SDK calls a connection that was cut off a time-out too, but leaves the system's own code on it.
  if (code === "ETIMEDOUT" || (name === "TimeoutError" && code === undefined)) return "timeout";
  // An answer that cannot be read comes from something between us and the service.
  const fromWorld = code !== undefined || status !== undefined || name === "CredentialsProviderError";
  return fromWorld ? "unavailable" : undefined;
}

function read(error: unknown): SdkError {
  const fields: Record<string, unknown> = typeof error === "object" && error !== null ? { ...error } : {};
  const metadata: { httpStatusCode?: unknown } = Object(fields["$metadata"]);
  return {
    name: error instanceof Error ? error.name : "",
    message: error instanceof Error ? error.message : String(error),
    code: textOr(fields["code"]),
    systemCall: textOr(fields["syscall"]),
    status: typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined,
    fromService: fields["$fault"] !== undefined,
  };
}

function textOr(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** For the causes of a cancelled transaction, which are words in a list and no errors. */
export function isThrottle(reason: string): boolean {
  return THROTTLES.has(reason);
}

export function isConflict(reason: string): boolean {
  return CONFLICTS.has(reason);
}
