/**
 * Pulumi writes down for each of its promises where it was made, in case it never settles. Thousands of stack traces were more than half of what a run
 * cost, and the harness only counts such promises; so they are made without. Errors of the program keep their traces.
 */
import type { Platform } from "./platform.ts";

/** Gives back how it was. */
export function lightenPromises({ promises }: Platform): () => void {
  const before = promises.debuggablePromise;
  promises.debuggablePromise = (promise, context) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return before(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
  return () => {
    promises.debuggablePromise = before;
  };
}
