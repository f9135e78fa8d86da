/**
 * A plan is what the people of one history set out to do, as plain data: it can be drawn from a seed, kept in a file, and cut down to
 * the few operations that matter when a history fails. Operations refer to each other by id, so that leaving one out changes no other.
 */
import type { Region } from "@tandem/kernel";
import type { PeopleOperation } from "./people-operations.ts";

export type Operation =
  | { readonly kind: "put-product"; readonly sku: string; readonly name: string; readonly price: number }
  | { readonly kind: "restock"; readonly sku: string; readonly quantity: number; readonly key: string }
  | { readonly kind: "place-order"; readonly customer: string; readonly key: string; readonly lines: readonly Line[] }
  /** Cancels the order that another operation placed, once its id was told; under another's name, tries to. */
  | { readonly kind: "cancel-order"; readonly customer: string; readonly key: string; readonly placedBy: string }
  /** Reads the order that another operation placed, if its customer was ever told the order's id. */
  | { readonly kind: "read-order"; readonly customer: string; readonly placedBy: string }
  /** Somebody who has come by the id of another's order tries to read it. */
  | { readonly kind: "probe-order"; readonly customer: string; readonly placedBy: string }
  | { readonly kind: "list-orders"; readonly customer: string; readonly limit: number }
  | { readonly kind: "read-product"; readonly sku: string }
  | { readonly kind: "list-products"; readonly limit: number }
  | PeopleOperation;

export type OperationKind = Operation["kind"];

export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

export interface PlannedOperation {
  readonly id: string;
  /** Counted from the beginning of the history. */
  readonly afterMs: number;
  /** Where it is tried first. */
  readonly region: Region;
  /** Each try asks the name that all regions share, and goes where that leads its customer then; `region` is only the nearest. */
  readonly byName?: true;
  readonly operation: Operation;
  readonly patience: Patience;
}

/** How a client takes it when it hears nothing, or that the service is away. */
export interface Patience {
  readonly timeoutMs: number;
  readonly triesMax: number;
  readonly pauseMs: number;
  /** Whether the next try goes to the next region; a restock stays where its stock is to be. */
  readonly moves: boolean;
}

export interface Plan {
  readonly regions: readonly Region[];
  readonly customers: readonly string[];
  readonly skus: readonly string[];
  /** By time. */
  readonly operations: readonly PlannedOperation[];
  /** Minutes between two ticks of a region until all is healed; as deployed, where it is left out. */
  readonly tickMinutes?: number;
}

/** Who asks: operators look after the shop, everybody else is a customer. */
export const OPERATOR = "olga";

export function callerOf(operation: Operation): string {
  return "customer" in operation ? operation.customer : OPERATOR;
}
