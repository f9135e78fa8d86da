/**
 * What a caller of a function may hear. A function that throws, crashes or takes too long is an outcome that the caller must
 * expect, since API Gateway and the event source mappings each answer it in their own way; none of it is thrown.
 */
import { type Outcome, refused } from "@tandem/kernel";

/** The most a synchronous invocation carries in either direction: 6 MB, as AWS counts it. */
export const PAYLOAD_BYTES_MAX = 6_291_556;

export interface Invoked {
  /** JSON text, as the caller of Lambda's Invoke reads it. */
  readonly payload: string;
  readonly requestId: string;
}

export type InvokeRefusal =
  /** The handler threw, the environment ended, or the time was up: `X-Amz-Function-Error: Unhandled`. */
  | {
      readonly reason: "function-error";
      readonly requestId: string;
      readonly errorType: string;
      readonly errorMessage: string;
      /** The JSON document that AWS puts in the payload of a function error. */
      readonly payload: string;
    }
  /** 429 TooManyRequestsException: nothing was run. */
  | { readonly reason: "throttled"; readonly message: string }
  /** 413 RequestTooLargeException: nothing was run. */
  | { readonly reason: "too-large"; readonly message: string }
  /** A fault of the network: the work was done, and its answer never arrived. */
  | { readonly reason: "lost"; readonly requestId: string };

export type InvokeOutcome = Outcome<Invoked, InvokeRefusal>;

/** How functions are called by everything that calls them: by name, with an event that is plain data. */
export type Invoke = (functionName: string, event: unknown) => Promise<InvokeOutcome>;

export interface FunctionErrorOptions {
  readonly requestId: string;
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export function functionError({ requestId, errorType, errorMessage, trace }: FunctionErrorOptions): InvokeOutcome {
  const payload = JSON.stringify({ errorType, errorMessage, ...(trace === undefined ? {} : { trace }) });
  return refused({ reason: "function-error", requestId, errorType, errorMessage, payload });
}

/** What Lambda says when the process behind an environment ended by itself. */
export function environmentEnded(requestId: string, how: string): InvokeOutcome {
  return functionError({
    requestId,
    errorType: "Runtime.ExitError",
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${how}`,
  });
}

export function timedOut(requestId: string, timeoutMs: number): InvokeOutcome {
  const seconds = (timeoutMs / 1_000).toFixed(2);
  return functionError({
    requestId,
    errorType: "Sandbox.Timedout",
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
  });
}
