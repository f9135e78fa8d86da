/**
 * Idempotency of transactions: for ten minutes the same token with the same request is answered as before, and nothing is
 * written; with another request it is refused. A replay gets no stamp, or it would win over writes made since.
 */
import { createHash } from "node:crypto";
import { MINUTE_MS } from "@tandem/kernel";
import type { EngineAnswer } from "../engine/engine.ts";
import type { Intent } from "../journal/intents.ts";
import type { Replica } from "../replica/replica.ts";
import { apiError } from "../wire/wire-error.ts";
import type { JsonObject } from "./write-plan.ts";

/** As documented for TransactWriteItems. */
const TOKEN_MS = 10 * MINUTE_MS;
const TOKEN_LETTERS_MAX = 36;

export function tokenMs(replica: Replica): number {
  return replica.pace.wait(TOKEN_MS);
}

/** The token of a request; undefined without one, or with one that the engine will refuse. */
export function clientToken(body: JsonObject): Intent["token"] {
  const token = body["ClientRequestToken"];
  if (typeof token !== "string" || token.length === 0 || token.length > TOKEN_LETTERS_MAX) return undefined;
  return { token, digest: createHash("sha256").update(JSON.stringify(body["TransactItems"])).digest("base64") };
}

/** The answer this token was given before, if it was; throws when it came with another request. */
export function replayedAnswer(replica: Replica, token: NonNullable<Intent["token"]>): EngineAnswer | undefined {
  const known = replica.tokens.get(token.token, replica.clock.nowMs() - tokenMs(replica));
  if (known === undefined) return undefined;
  if (known.digest !== token.digest) {
    const message =
      "DynamoDB rejected the request because it retried a request with different parameters but with an idempotent token that was already used.";
    throw apiError("IdempotentParameterMismatchException", message);
  }
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body: Buffer.from(known.answer) };
}
