/** Tries: what was asked put beside what was heard of it. */
import type { Region } from "@tandem/kernel";
import type { Answered, History } from "./history.ts";
import type { Operation, OperationKind } from "./plan.ts";

export interface Try<O extends Operation = Operation> {
  readonly operationId: string;
  readonly number: number;
  readonly region: Region;
  readonly operation: O;
  readonly cursor: string | undefined;
  readonly orderId: string | undefined;
  readonly lostAt: string | undefined;
  readonly ifMatch: string | undefined;
  readonly askedMs: number;
  /** Undefined if it went unheard: what it asked for may have been done, or may yet be. */
  readonly answer: Answered | undefined;
  /** Where asking and hearing stand among all events, for what happened before what. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

export type TryOf<K extends OperationKind> = Try<Extract<Operation, { readonly kind: K }>>;

/** Every try of a history, in the order they were asked. */
export function triesOf(history: History): readonly Try[] {
  const answers = new Map<string, { readonly answer: Answered; readonly index: number }>();
  for (const [index, event] of history.events.entries()) {
    if (event.kind === "answered") answers.set(nameOf(event.try), { answer: event, index });
  }
  return history.events.flatMap((event, index): Try | readonly [] => {
    if (event.kind !== "asked") return [];
    const heard = answers.get(nameOf(event.try));
    const { region, operation, cursor, orderId, lostAt, ifMatch } = event;
    return {
      ...event.try,
      region,
      operation,
      cursor,
      orderId,
      lostAt,
      ifMatch,
      askedMs: event.atMs,
      answer: heard?.answer,
      askedAt: index,
      answeredAt: heard?.index ?? Number.POSITIVE_INFINITY,
    };
  });
}

export function isOf<K extends OperationKind>(kind: K): (tried: Try) => tried is TryOf<K> {
  return (tried): tried is TryOf<K> => tried.operation.kind === kind;
}

/** Done, as far as its client was told. */
export function isDone({ answer }: Try): boolean {
  return answer !== undefined && answer.status < 300;
}

/** Decided against, as far as its client was told: nothing was done, and nothing will be. */
export function isRefused({ answer }: Try): boolean {
  return answer !== undefined && answer.status >= 400 && answer.status < 500;
}

/** As `place-order 3, try 1`. */
export function nameOf({ operationId, number }: { readonly operationId: string; readonly number: number }): string {
  return `${operationId}, try ${number}`;
}
