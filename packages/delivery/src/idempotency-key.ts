/**
 * A customer's idempotency key turns a request that may arrive twice into one that is done once: the id of what it creates
 * is made from it, so that every region that sees the request makes the same thing. The payload's fingerprint tells a
 * repetition from a mistake.
 */
import { hash } from "node:crypto";
import { done, type Outcome, refused } from "@tandem/kernel";
import { canonicalText } from "@tandem/replication";

declare const keyBrand: unique symbol;
export type IdempotencyKey = string & { readonly [keyBrand]: true };

/** Shorter keys collide, or can be guessed. */
export const IDEMPOTENCY_KEY_LENGTH_MIN = 16;
export const IDEMPOTENCY_KEY_LENGTH_MAX = 128;
const PRINTABLE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

export type KeyRefusal = { readonly reason: "missing" } | { readonly reason: "invalid"; readonly why: string };

export function parseIdempotencyKey(header: string | undefined): Outcome<IdempotencyKey, KeyRefusal> {
  if (header === undefined || header === "") return refused({ reason: "missing" });
  if (header.length < IDEMPOTENCY_KEY_LENGTH_MIN || header.length > IDEMPOTENCY_KEY_LENGTH_MAX) {
    const why = `${IDEMPOTENCY_KEY_LENGTH_MIN} to ${IDEMPOTENCY_KEY_LENGTH_MAX} characters, not ${header.length}`;
    return refused({ reason: "invalid", why });
  }
  if (!PRINTABLE.test(header)) return refused({ reason: "invalid", why: "printable ASCII characters only" });
  return done(header as IdempotencyKey);
}

/** The same for payloads that mean the same: members are put in order before hashing. */
export function fingerprint(payload: unknown): string {
  return hash("sha256", canonicalText(payload), "base64url");
}
