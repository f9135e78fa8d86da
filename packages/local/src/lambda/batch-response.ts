/**
 * What a function says of its batch when the mapping asks for it (`ReportBatchItemFailures`). An answer that makes no sense (an
 * id that was not in the batch, an empty id, no list) fails the whole batch, as in AWS; so does no answer at all.
 */
import type { InvokeOutcome } from "./invocation.ts";

export const REPORT_BATCH_ITEM_FAILURES = "ReportBatchItemFailures";

export type BatchOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "some-failed"; readonly failedIds: ReadonlySet<string> }
  | { readonly kind: "all-failed"; readonly why: string }
  /** The function was never called. */
  | { readonly kind: "throttled" };

export interface ReadBatchOutcome {
  readonly outcome: InvokeOutcome;
  readonly ids: readonly string[];
  readonly responseTypes: readonly string[] | undefined;
}

export function readBatchOutcome({ outcome, ids, responseTypes }: ReadBatchOutcome): BatchOutcome {
  if (!outcome.ok) {
    const { refusal } = outcome;
    return refusal.reason === "throttled" ? { kind: "throttled" } : { kind: "all-failed", why: refusal.reason };
  }
  if (responseTypes?.includes(REPORT_BATCH_ITEM_FAILURES) !== true) return { kind: "done" };
  return readFailures(outcome.value.payload, new Set(ids));
}

function readFailures(payload: string, ids: ReadonlySet<string>): BatchOutcome {
  const answer: { batchItemFailures?: unknown } | null = JSON.parse(payload);
  const failures = answer?.batchItemFailures;
  if (failures === undefined || failures === null) return { kind: "done" };
  if (!Array.isArray(failures)) return { kind: "all-failed", why: "batchItemFailures is not a list" };
  const failedIds = new Set<string>();
  for (const failure of failures) {
    const id: unknown = failure?.itemIdentifier;
    if (typeof id !== "string" || !ids.has(id)) {
      return { kind: "all-failed", why: `batchItemFailures names ${JSON.stringify(id)}, which was not in the batch` };
    }
    failedIds.add(id);
  }
  return failedIds.size === 0 ? { kind: "done" } : { kind: "some-failed", failedIds };
}
