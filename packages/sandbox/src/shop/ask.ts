/** What an operation says to the shop's API: a request as plain data, which the world carries there. */
import type { Region } from "@tandem/kernel";
import type { PeopleOperation } from "./people-operations.ts";
import { callerOf, OPERATOR, type Operation } from "./plan.ts";

export interface Ask {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly caller: { readonly customer: string; readonly role: "customer" | "operator" };
  readonly key: string | undefined;
  /** `Tandem-Retry`: where an earlier try went unheard. */
  readonly lostAt?: string | undefined;
  /** `If-Match`: the tag that was shown with what is to be changed. */
  readonly ifMatch?: string | undefined;
  /** `Tandem-Session`: what an earlier answer gave. */
  readonly session?: string | undefined;
  /** `Tandem-Durability`: in how many regions an order is to be. */
  readonly durability?: string | undefined;
  /** JSON, if anything. */
  readonly body: unknown;
}

export interface AskDetails {
  readonly region: Region;
  /** Where a list goes on. */
  readonly cursor: string | undefined;
  /** The id of the order that is read or cancelled; undefined where none is. */
  readonly orderId: string | undefined;
  /** Where earlier tries went unheard, if any did. */
  readonly lostAt?: string | undefined;
  readonly ifMatch?: string | undefined;
}

export function askFor(operation: Operation, details: AskDetails): Ask {
  const customer = callerOf(operation);
  const caller = { customer, role: customer === OPERATOR ? "operator" : "customer" } as const;
  const get = (path: string): Ask => ({ method: "GET", path, caller, key: undefined, body: undefined });
  switch (operation.kind) {
    case "put-product": {
      const { sku, name, price } = operation;
      return { method: "POST", path: "/products", caller, key: undefined, body: { sku, name, price } };
    }
    case "restock": {
      const body = { quantity: operation.quantity, region: details.region };
      return { method: "POST", path: `/stock/${operation.sku}/restock`, caller, key: operation.key, body };
    }
    case "place-order": {
      const { key, lines } = operation;
      return { method: "POST", path: "/orders", caller, key, lostAt: details.lostAt, body: { lines } };
    }
    case "cancel-order": {
      const path = `/orders/${details.orderId ?? "unknown"}/cancel`;
      return { method: "POST", path, caller, key: operation.key, body: undefined };
    }
    case "read-order":
    case "probe-order":
      return get(`/orders/${details.orderId ?? "unknown"}`);
    case "list-orders":
      return get(listPath("/orders", operation.limit, details.cursor));
    case "read-product":
      return get(`/products/${operation.sku}`);
    case "list-products":
      return get(listPath("/products", operation.limit, details.cursor));
    default:
      return askOfPeople(operation, caller, details);
  }
}

type Person = Ask["caller"];

function askOfPeople(operation: PeopleOperation, caller: Person, { cursor, lostAt, ifMatch }: AskDetails): Ask {
  const ask = (method: Ask["method"], path: string, more: Partial<Ask> = {}): Ask => {
    return { method, path, caller, key: undefined, body: undefined, ...more };
  };
  switch (operation.kind) {
    case "add-to-cart": {
      const { key, sku, quantity } = operation;
      return ask("POST", "/cart/lines", { key, body: { sku, quantity } });
    }
    case "remove-from-cart":
      return ask("DELETE", `/cart/lines/${operation.sku}`);
    case "show-cart":
      return ask("GET", "/cart");
    case "check-out":
      return ask("POST", "/cart/checkout", { key: operation.key, lostAt });
    case "edit-profile":
      return ask("PATCH", "/profile", { ifMatch, body: operation.edits });
    case "read-profile":
      return ask("GET", "/profile");
    case "claim-handle":
      return ask("PUT", `/handles/${operation.handle}`);
    case "read-handle":
      return ask("GET", `/handles/${operation.handle}`);
    case "erase-person":
      return ask("DELETE", "/profile");
    case "list-conflicts":
      return ask("GET", listPath("/conflicts", operation.limit, cursor));
  }
}

function listPath(path: string, limit: number, cursor: string | undefined): string {
  return `${path}?limit=${limit}${cursor === undefined ? "" : `&cursor=${cursor}`}`;
}
