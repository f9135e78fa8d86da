/** The idempotency key of a request that creates something, or the problem that says what is wrong with it. */
import { type IdempotencyKey, parseIdempotencyKey } from "@tandem/delivery";
import type { Context } from "hono";
import { Problem } from "./problem.ts";

export function requireKey(context: Context): IdempotencyKey {
  const key = parseIdempotencyKey(context.req.header("Idempotency-Key"));
  if (key.ok) return key.value;
  if (key.refusal.reason === "missing") {
    throw new Problem({
      slug: "idempotency-key-missing",
      detail: "Send an Idempotency-Key, and the same one when you try again: the request is then done once.",
    });
  }
  throw new Problem({ slug: "idempotency-key-invalid", detail: `An Idempotency-Key has ${key.refusal.why}.` });
}

export function keyReused(): Problem {
  return new Problem({
    slug: "idempotency-key-reused",
    detail: "This Idempotency-Key was used for a request with another content. Use a new key for a new request.",
  });
}

export function badCursor(): Problem {
  return new Problem({
    slug: "invalid-request",
    detail: "cursor: not a cursor of this list; begin again without one.",
    members: { errors: [{ path: "cursor", message: "not a cursor of this list" }] },
  });
}
