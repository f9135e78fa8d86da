/**
 * What the release before this one makes of an order: it knows PAID, DECLINED and RELEASED, and looks at nothing else. It is kept as it was, to
 * be run over what this release writes; for some hours both run over one table.
 */
import { type Item, parseSort } from "@tandem/replication";

export type StatusOfVersion1 = "placed" | "paid" | "declined" | "refund-due";

export interface OrderOfVersion1 {
  readonly status: StatusOfVersion1;
  /** It charged what it saw as placed, and gave back stock of what it saw as declined. */
  readonly owesCharge: boolean;
  readonly owesStock: boolean;
}

export function foldOfVersion1(items: readonly Item[]): OrderOfVersion1 | undefined {
  const names = new Set(items.map(({ sort }) => parseSort(sort).name));
  if (!names.has("PLACED")) return undefined;
  const [isPaid, isDeclined] = [names.has("PAID"), names.has("DECLINED")];
  const unpaid = isDeclined ? "declined" : "placed";
  const status = isPaid ? (isDeclined ? "refund-due" : "paid") : unpaid;
  return { status, owesCharge: status === "placed", owesStock: isDeclined && !names.has("RELEASED") };
}
