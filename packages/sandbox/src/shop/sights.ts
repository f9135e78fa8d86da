/** Every time that an answer showed an order, or said that there is none: what a region has told of it, and when it was asked. */
import type { Region } from "@tandem/kernel";
import { type ShownOrder, shownOrder, shownPage } from "./shown.ts";
import { isDone, type Try } from "./try.ts";

export interface Sight {
  readonly region: Region;
  readonly orderId: string;
  /** Undefined if the region said that it is not there. */
  readonly order: ShownOrder | undefined;
  /** Where asking and hearing stand among all events. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

const NOT_FOUND = 404;

export function sightsOf(tried: Try): readonly Sight[] {
  const { region, operation, answer, askedAt, answeredAt } = tried;
  if (answer === undefined) return [];
  const sight = (orderId: string, order: ShownOrder | undefined) => ({ region, orderId, order, askedAt, answeredAt });
  const seen = (order: ShownOrder) => sight(order.id, order);
  switch (operation.kind) {
    case "place-order":
    case "cancel-order":
    case "check-out":
      return isDone(tried) ? [seen(shownOrder(answer.body))] : [];
    case "read-order":
      if (isDone(tried)) return [seen(shownOrder(answer.body))];
      return answer.status === NOT_FOUND && tried.orderId !== undefined ? [sight(tried.orderId, undefined)] : [];
    case "list-orders":
      return isDone(tried) ? shownPage(answer.body, shownOrder).items.map(seen) : [];
    default:
      return [];
  }
}
