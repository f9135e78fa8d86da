/** A customer's orders: placed once whatever is sent twice, and shown as they now stand. */
import {
  isOrderId,
  LINE_QUANTITY_MAX,
  mergeLines,
  ORDER_LINES_MAX,
  ORDER_TOTAL_CENTS_MAX,
  type Order,
  type OrderRefusal,
} from "@tandem/shop";
import type { AppOptions } from "../app-env.ts";
import { type Durability, durabilityOf, durableHeader } from "../durability.ts";
import { Problem } from "../problem.ts";
import { badCursor, keyReused, requireKey } from "../require-key.ts";
import { lostAtOf, undecidable } from "../retry.ts";
import { createRouter } from "../router.ts";
import { type ClientSession, sessionOfReader, sessionOfWriter } from "../session.ts";
import { staleIf } from "../stale.ts";
import { type FieldError, sentence } from "../validation.ts";
import { cancelOrderPath, listOrdersPath, placeOrderPath, readOrderPath } from "./order-paths.ts";

export function orderRoutes(options: AppOptions) {
  const { regions } = options;
  return createRouter()
    .openapi(placeOrderPath, async (context) => {
      const key = requireKey(context);
      const { lines } = context.req.valid("json");
      checkLines(lines);
      const asked = durabilityOf(context);
      const { customer } = context.get("caller");
      const session = sessionOfWriter(context, options);
      const outcome = await session.shop.placeOrder({ customer, key, lines, lostAt: lostAtOf(context) });
      if (!outcome.ok) throw orderRefused(outcome.refusal, lines);
      return context.json(shown(outcome.value), 201, await headersOfPlaced(session, outcome.value, asked));
    })
    .openapi(cancelOrderPath, async (context) => {
      const key = requireKey(context);
      const { customer } = context.get("caller");
      const orderId = context.req.valid("param").id;
      if (!isOrderId(orderId)) throw orderNotFound(regions.length > 1);
      const session = sessionOfWriter(context, options);
      const outcome = await session.shop.cancelOrder({ customer, orderId, key });
      if (outcome.ok) return context.json(shown(outcome.value), 200, session.headers());
      if (outcome.refusal.reason === "too-late") throw tooLate(outcome.refusal.status);
      throw orderNotFound(regions.length > 1);
    })
    .openapi(listOrdersPath, async (context) => {
      const { customer } = context.get("caller");
      const session = sessionOfReader(context, options);
      const page = await session.shop.orders({ customer, ...context.req.valid("query") });
      if (!page.ok) throw badCursor();
      return context.json({ items: page.value.items.map(shown), next: page.value.next }, 200, session.headers());
    })
    .openapi(readOrderPath, async (context) => {
      const { customer } = context.get("caller");
      const orderId = context.req.valid("param").id;
      const session = sessionOfReader(context, options);
      const found = isOrderId(orderId) ? await session.shop.findOrder({ orderId, customer }) : undefined;
      if (found?.order === undefined) throw orderNotFound(regions.length > 1);
      return context.json(shown(found.order), 200, session.headers(found.mayBeStale));
    });
}

/** Where it is found, who holds it, and what its customer is to send back. */
export async function headersOfPlaced(session: ClientSession, order: Order, asked: Durability) {
  const durable = await durableHeader(session.shop, order, asked);
  return { Location: `/orders/${order.id}`, ...durable, ...session.headers() };
}

/** With a peer there may be an order that has not arrived here, and that the peer could not tell of. */
function orderNotFound(mayBeStale: boolean): Problem {
  return new Problem({ slug: "not-found", detail: "You have no order with this id.", headers: staleIf(mayBeStale) });
}

function tooLate(orderStatus: Order["status"]): Problem {
  const detail = `This order is ${orderStatus}: there is nothing left to cancel.`;
  return new Problem({ slug: "too-late", detail, members: { orderStatus } });
}

/** What a customer sees of an order; whose it is, is whose token it was. */
export function shown({ customer: _, ...order }: Order) {
  return {
    ...order,
    lines: order.lines.map((line) => ({ ...line })),
    history: order.history.map((event) => ({ ...event })),
  };
}

/** The bounds that hold after lines of one sku are added up. */
function checkLines(lines: readonly { readonly sku: string; readonly quantity: number }[]): void {
  const merged = mergeLines(lines);
  if (merged.length > ORDER_LINES_MAX) {
    throw invalidLines([{ path: "lines", message: `at most ${ORDER_LINES_MAX} products, not ${merged.length}` }]);
  }
  const errors = merged
    .filter(({ quantity }) => quantity > LINE_QUANTITY_MAX)
    .map(({ sku, quantity }) => ({
      path: `lines.${lines.findIndex((line) => line.sku === sku)}.quantity`,
      message: `at most ${LINE_QUANTITY_MAX} of ${sku} in one order, not ${quantity}`,
    }));
  if (errors.length > 0) throw invalidLines(errors);
}

export function orderRefused(refusal: OrderRefusal, lines: readonly { readonly sku: string }[]): Problem {
  switch (refusal.reason) {
    case "key-reused":
      return keyReused();
    case "out-of-stock": {
      const names = refusal.lines.map(
        ({ sku, requested, available }) => `${sku}: ${requested} wanted, ${available} here`,
      );
      const members = { lines: refusal.lines };
      return new Problem({ slug: "out-of-stock", detail: `${names.join("; ")}.`, members });
    }
    case "undecidable":
      return undecidable(refusal.silent);
    case "too-dear": {
      const message = `the total is ${refusal.total} cents, and ${ORDER_TOTAL_CENTS_MAX} is the most`;
      return invalidLines([{ path: "lines", message }]);
    }
    case "unknown-skus":
      return invalidLines(
        refusal.skus.map((sku) => ({
          path: `lines.${lines.findIndex((line) => line.sku === sku)}.sku`,
          message: `no such product: ${sku}`,
        })),
      );
  }
}

function invalidLines(errors: readonly FieldError[]): Problem {
  return new Problem({ slug: "invalid-request", detail: sentence(errors), members: { errors } });
}
