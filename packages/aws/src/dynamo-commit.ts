/**
 * A commit against DynamoDB: one conditional request for one write, one transaction for several. It ends in an outcome, or
 * in a fault that says whether the commit may stand. Others at the same items are waited for, under a bound.
 *
 *     condition failed, and the commit's own id stands there   done: an earlier answer was lost
 *     condition failed, and something else stands there        refused, with what stands
 *     ... which may pass, after a try that was not heard of    a fault: that try may still be on its way
 *     transaction conflict, or an earlier try in progress      again, after a random wait; at last `contended`
 *     anything else                                            a fault
 */
import { createHash } from "node:crypto";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { type Clock, type FaultCode, must, type Random } from "@tandem/kernel";
import { type Commit, type CommitOutcome, type Found, isFinal, verdictOn } from "@tandem/replication";
import { waitFullJitter } from "./full-jitter.ts";
import { itemOf } from "./item-attributes.ts";
import { callSdk, type SdkAnswer } from "./sdk-call.ts";
import { faultOf, faultWith, isConflict, isThrottle } from "./sdk-fault.ts";
import { requestOf } from "./write-requests.ts";

/** With the waits below, a little over a second at most, half of that as a rule: a customer is waiting. */
export const CONTENTION_TRIES_MAX = 10;
/** However slow each answer is: a function has 10 s for everything. */
export const CONTENTION_MS_MAX = 3_000;
/** Full jitter: any time up to this, which doubles with each try ... */
const WAIT_FIRST_MS = 10;
/** ... until here, where waiting longer would not spread 64 clients any better. */
const WAIT_MOST_MS = 200;

/** DynamoDB takes 36 characters at most. */
const TOKEN_LENGTH = 32;
const CONDITION_FAILED = "ConditionalCheckFailed";

export interface DynamoCommitter {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly region: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly onAnswer: ((tableTimeMs: number) => void) | undefined;
}

export async function commitToDynamo(committer: DynamoCommitter, commit: Commit): Promise<CommitOutcome> {
  const doing = `commit to the table ${committer.tableName} in ${committer.region}`;
  const beganAtMs = committer.clock.elapsedMs();
  let mayBeDone = false;
  for (let tries = 1; ; tries += 1) {
    const answer = await send(committer, commit);
    if (answer.ok) return { ok: true };
    mayBeDone ||= answer.mayBeDone;
    const failed = { error: answer.error, doing, mayBeDone };
    const failure = readFailure(answer.error, commit);
    if (failure.type === "verdict") {
      const { outcome } = failure;
      if (outcome.ok || !mayBeDone || isFinal(commit, outcome.refusals)) return outcome;
      throw faultWith("timeout", failed, "refused, but an earlier try was not heard of and may still come");
    }
    const fault = failure.type === "fault" ? faultOf(failed) : faultWith(failure.code, failed, failure.why);
    const again = fault.code === "contended" || (failure.type === "cancelled" && fault.code === "throttled");
    const isLate = committer.clock.elapsedMs() - beganAtMs > CONTENTION_MS_MAX;
    if (!again || isLate || tries === CONTENTION_TRIES_MAX) throw fault;
    await waitFullJitter({ tries, firstMs: WAIT_FIRST_MS, mostMs: WAIT_MOST_MS, random: committer.random });
  }
}

function send(committer: DynamoCommitter, commit: Commit): Promise<SdkAnswer<unknown>> {
  const { client, tableName, onAnswer } = committer;
  const requests = commit.writes.map((write) => requestOf(write, commit, tableName));
  const [first] = requests;
  if (requests.length === 1 && first?.Put !== undefined) {
    const command = new PutCommand(first.Put);
    return callSdk({ command, send: () => client.send(command), onAnswer });
  }
  if (requests.length === 1 && first?.Delete !== undefined) {
    const command = new DeleteCommand(first.Delete);
    return callSdk({ command, send: () => client.send(command), onAnswer });
  }
  const command = new TransactWriteCommand({ TransactItems: requests, ClientRequestToken: tokenOf(commit) });
  return callSdk({ command, send: () => client.send(command), onAnswer });
}

/**
 * DynamoDB does a transaction once for ten minutes under one token, and refuses the token for another content. The token is
 * made of both, so that the same id with other content is met by the conditions, as in every adapter.
 */
function tokenOf(commit: Commit): string {
  return createHash("sha256").update(JSON.stringify(commit)).digest("hex").slice(0, TOKEN_LENGTH);
}
type CommitFailure =
  | { readonly type: "verdict"; readonly outcome: CommitOutcome }
  | { readonly type: "cancelled"; readonly code: FaultCode; readonly why: string }
  | { readonly type: "fault" };

function readFailure(error: unknown, commit: Commit): CommitFailure {
  if (error instanceof ConditionalCheckFailedException) return verdict(commit, [foundAt(0, error.Item)]);
  if (!(error instanceof TransactionCanceledException)) return { type: "fault" };
  const reasons = error.CancellationReasons ?? [];
  const found = reasons.flatMap(({ Code, Item }, index) => (Code === CONDITION_FAILED ? [foundAt(index, Item)] : []));
  const others = reasons.flatMap(({ Code = "None" }) => (Code === "None" || Code === CONDITION_FAILED ? [] : [Code]));
  const own = found.some(({ standing }) => standing?.commitId === commit.id);
  // While a write met a conflict it is not known what stands there, and a standing fact would have to come first.
  if (found.length > 0 && (own || others.length === 0)) return verdict(commit, found);
  const code = others.some(isConflict) ? "contended" : others.every(isThrottle) ? "throttled" : "rejected";
  return { type: "cancelled", code, why: reasons.map(({ Code, Message = "" }) => `${Code} ${Message}`).join("; ") };
}

function verdict(commit: Commit, found: readonly Found[]): CommitFailure {
  const outcome = must(
    verdictOn(commit, found),
    "a condition failed over an item that does not speak against the commit",
  );
  return { type: "verdict", outcome };
}

function foundAt(index: number, attributes: Record<string, AttributeValue> | undefined): Found {
  const stands = attributes !== undefined && Object.keys(attributes).length > 0;
  return { index, standing: stands ? itemOf(attributes) : undefined };
}
