/** HTTP as a customer's program speaks it, with a bound on its patience; what the network does wrong is an answer, too. */
import { done, refused, SECOND_MS } from "@tandem/kernel";
import type { Ask } from "./walk-ports.ts";

/** A cold function takes a second or two; nobody waits for longer than this. */
export const TIMEOUT_MS = 10 * SECOND_MS;

export function askHttp(timeoutMs: number = TIMEOUT_MS): Ask {
  return async ({ method, url, headers = {}, body }) => {
    try {
      const response = await fetch(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        // What redirects does not serve.
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      return done({ status: response.status, headers: response.headers, body: await response.text() });
    } catch (error) {
      return refused({ reason: reasonFor(error) });
    }
  };
}

function reasonFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "no answer in time";
  // `fetch failed` says nothing; what failed is its cause.
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
