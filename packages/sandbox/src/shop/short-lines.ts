/** What a customer is told who is refused for want of stock: each line that was short, by the contract. */
import type { Try } from "./try.ts";

export interface ShortLine {
  readonly sku: string;
  readonly requested: number;
  readonly available: number;
  readonly availableIn: Readonly<Record<string, number>>;
}

const CONFLICT = 409;

export function shortLines({ answer }: Pick<Try, "answer">): readonly ShortLine[] {
  if (answer?.status !== CONFLICT) return [];
  const { type, lines } = (answer.body ?? {}) as { readonly type?: string; readonly lines?: readonly ShortLine[] };
  return type?.endsWith("out-of-stock") === true ? (lines ?? []) : [];
}
