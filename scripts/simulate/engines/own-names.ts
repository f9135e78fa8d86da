/**
 * The same plan among people and products of its own, so that one world can play many histories: an order's id is made of a customer's
 * name and a key, and the provider remembers orders for ever.
 */
import type { OperationKind, Plan } from "@tandem/sandbox";

type Planned = Plan["operations"][number];
type Operation = Planned["operation"];

/** `mark` is of digits and capital letters, as a sku may have. */
export function withOwnNames(plan: Plan, mark: string): Plan {
  const named = (name: string) => `${name}-${mark}`;
  return {
    ...plan,
    customers: plan.customers.map(named),
    skus: plan.skus.map(named),
    operations: plan.operations.map((planned) => ({ ...planned, operation: renamed(planned.operation, named) })),
  };
}

function renamed(operation: Operation, named: (name: string) => string): Operation {
  const { customer, sku, lines, handle, edits } = operation as Partial<
    Extract<Operation, { readonly kind: OperationKind }>
  > & {
    readonly customer?: string;
    readonly sku?: string;
    readonly lines?: readonly { readonly sku: string; readonly quantity: number }[];
    readonly handle?: string;
    readonly edits?: Readonly<Record<string, string | null>>;
  };
  return {
    ...operation,
    ...(customer === undefined ? {} : { customer: named(customer) }),
    ...(sku === undefined ? {} : { sku: named(sku) }),
    ...(handle === undefined ? {} : { handle: named(handle).toLowerCase() }),
    ...(edits === undefined || customer === undefined ? {} : { edits: ownWords(edits, customer, named) }),
    ...(lines === undefined ? {} : { lines: lines.map((line) => ({ ...line, sku: named(line.sku) })) }),
  } as Operation;
}

/** What somebody says of himself names him. */
function ownWords(edits: Readonly<Record<string, string | null>>, customer: string, named: (name: string) => string) {
  const own = (text: string) => text.replace(`private of ${customer}:`, () => `private of ${named(customer)}:`);
  return Object.fromEntries(Object.entries(edits).map(([field, value]) => [field, value === null ? null : own(value)]));
}
