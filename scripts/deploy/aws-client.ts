/**
 * How the clients of a deployment connect. It asks control planes, now and then, from somebody's laptop, so it waits longer than a function in
 * a region does, and still not for ever.
 */
export const CONNECT_TIMEOUT_MS = 3_000;
export const REQUEST_TIMEOUT_MS = 10_000;
export const ATTEMPTS = 3;

export function awsConfig(region: string) {
  return {
    region,
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Without this the SDK only writes a warning when the time is over, and waits on.
      throwOnRequestTimeout: true,
    },
  } as const;
}

/** An error of the SDK in one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.name}: ${error.message.split("\n")[0]}`;
}
