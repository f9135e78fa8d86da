/**
 * The one place that turns what was thrown into an answer. A refusal is answered as it says; a fault of the world is 503
 * with a time to try again; anything else is a bug, logged with its stack and answered without one.
 */
import { Fault } from "@tandem/kernel";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppEnv, Log } from "./app-env.ts";
import { Problem, problemResponse } from "./problem.ts";

export function answerErrors(log: Log): (error: Error, context: Context<AppEnv>) => Response {
  return (error, context) => {
    if (error instanceof Problem) return problemResponse(context, error.options);
    if (error instanceof HTTPException && error.status === 400) {
      return problemResponse(context, {
        slug: "invalid-request",
        detail: "The body is not valid JSON.",
        members: { errors: [{ path: "", message: "not valid JSON" }] },
      });
    }
    const requestId = context.get("requestId");
    if (error instanceof Fault) {
      log({ level: "warn", message: error.message, requestId, code: error.code, cause: String(error.cause ?? "") });
      const isReading = context.req.method === "GET" || context.req.method === "HEAD";
      return problemResponse(context, { slug: "unavailable", detail: isReading ? TRY_AGAIN : adviceFor(error) });
    }
    log({ level: "error", message: error.message, requestId, stack: error.stack });
    return problemResponse(context, {
      slug: "internal",
      detail: `The request could not be done. Quote ${requestId} when you ask about it.`,
    });
  };
}

const TRY_AGAIN = "This cannot be read at the moment. Try again.";

function adviceFor(fault: Fault): string {
  return fault.mayBeDone
    ? "The answer was lost, and the request may have been done. Try again with the same Idempotency-Key: it is done once."
    : "The request was not done. Try again with the same Idempotency-Key.";
}
