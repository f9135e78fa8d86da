/** What the shop shows when all is at rest: every customer's orders and every product, as each region's API tells them. */
import type { Region } from "@tandem/kernel";
import type { Evidence } from "./evidence.ts";
import { type ShownOrder, type ShownProduct, shownOrder, shownPage, shownProduct } from "./shown.ts";
import { isDone, isOf, type Try, type TryOf } from "./try.ts";

/** One list, page after page until its end; `orders` is undefined if a page of it went unheard. */
export interface OrderList {
  readonly region: Region;
  readonly customer: string;
  readonly operationId: string;
  /** Its first asking and its last hearing, among all events. */
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly orders: readonly ShownOrder[] | undefined;
}

/** The lists among `tries`; a page that was asked for twice counts once. */
export function orderLists(tries: readonly Try[]): readonly OrderList[] {
  const byOperation = Map.groupBy(tries.filter(isOf("list-orders")), (tried) => `${tried.operationId} ${tried.region}`);
  return [...byOperation.values()].flatMap((pages) => {
    const [first] = pages;
    const last = pages.at(-1);
    if (first === undefined || last === undefined) return [];
    const { region, operationId, askedAt } = first;
    const orders = wholeList(pages);
    return [{ region, customer: first.operation.customer, operationId, askedAt, answeredAt: last.answeredAt, orders }];
  });
}

export function lastLists({ lastLooks }: Evidence): readonly OrderList[] {
  return orderLists(lastLooks);
}

/** Every order of every customer that a region shows at the end, each once. */
export function ordersAtLast(evidence: Evidence): ReadonlyMap<string, ShownOrder> {
  const all = lastLists(evidence).flatMap(({ orders }) => orders ?? []);
  return new Map(all.map((order) => [order.id, order]));
}

export interface LastProduct {
  readonly region: Region;
  readonly sku: string;
  /** Undefined if the region says that there is no such product. */
  readonly product: ShownProduct | undefined;
}

export function lastProducts({ lastLooks }: Evidence): readonly LastProduct[] {
  return lastLooks.filter(isOf("read-product")).flatMap((tried): LastProduct | readonly [] => {
    const { region, operation, answer } = tried;
    if (isDone(tried)) return { region, sku: operation.sku, product: shownProduct(answer?.body) };
    return answer?.status === 404 ? { region, sku: operation.sku, product: undefined } : [];
  });
}

function wholeList(pages: readonly TryOf<"list-orders">[]): readonly ShownOrder[] | undefined {
  const heard = pages.filter(isDone);
  const byCursor = new Map(heard.map((page) => [page.cursor, page]));
  const shown = [...byCursor.values()].map(({ answer }) => shownPage(answer?.body, shownOrder));
  const isWhole = byCursor.has(undefined) && shown.every(({ next }) => next === null || byCursor.has(next));
  return isWhole ? shown.flatMap(({ items }) => items) : undefined;
}
