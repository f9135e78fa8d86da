/** Who asks what of whom, as a person reads it and as two worlds name the same thing. */
import type { HistoryEvent } from "@tandem/sandbox";

type Asked = Extract<HistoryEvent, { readonly kind: "asked" }>;

export function callTo({ try: { operationId }, region, operation }: Asked): string {
  const { kind: _kind, ...details } = operation;
  return `${operationId}, in ${region}: ${JSON.stringify(details)}`;
}
