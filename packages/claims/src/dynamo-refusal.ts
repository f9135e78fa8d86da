/**
 * Which errors of the SDK mean that the world did not decide. Silence and a service that is away do, and so do throttles, which pass; a
 * request that was refused for what it is does not, since it will be refused for ever, and nobody should be told to wait.
 */

/** Names by which DynamoDB says "too much"; nothing was done. */
const THROTTLES: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TooManyRequestsException",
]);

export function isUndecided(error: unknown): boolean {
  const { $fault, $metadata, code, name }: Readonly<Record<string, unknown>> = Object(error);
  const status: unknown = Object($metadata).httpStatusCode;
  if (THROTTLES.has(String(name)) || status === 429) return true;
  // The service's own word; without a status it could not be read.
  if ($fault !== undefined) return typeof status !== "number" || status >= 500;
  // Else the network's: a system's code, a time-out, credentials that could not be had, or an answer from something in between.
  const fromWorld = typeof code === "string" || typeof status === "number";
  return fromWorld || name === "TimeoutError" || name === "CredentialsProviderError";
}

/** For a log. */
export function nameOfError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
