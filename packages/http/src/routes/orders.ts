/** A customer's orders: placed once whatever is sent twice, and shown as they now stand. */
import { createRoute, z } from "@hono/zod-openapi";
import {
  LINE_QUANTITY_MAX,
  mergeLines,
  ORDER_LINES_MAX,
  ORDER_LINES_SENT_MAX,
  type Order,
  type OrderRefusal,
  Sku,
} from "@tandem/shop";
import type { AppOptions } from "../app-env.ts";
import { authenticate } from "../authenticate.ts";
import { Problem } from "../problem.ts";
import { requireJson } from "../require-json.ts";
import { badCursor, keyReused, requireKey } from "../require-key.ts";
import { BEARER, createRouter } from "../router.ts";
import { IdempotencyHeader, ListQuery, refusals } from "../schemas.ts";
import { type FieldError, sentence } from "../validation.ts";

const Status = z.enum(["placed", "paid", "declined", "cancelled", "refund-due", "refunded"]);
const OrderShape = z
  .object({
    id: z.string(),
    status: Status,
    lines: z.array(z.object({ sku: Sku, quantity: z.int(), price: z.int() })),
    total: z.int().openapi({ description: "In cents." }),
    currency: z.string(),
    placedAt: z.iso.datetime(),
    region: z.string().openapi({ description: "The region that took it on." }),
    history: z.array(z.object({ status: Status, at: z.iso.datetime(), region: z.string() })),
  })
  .openapi("Order");
const OrderPage = z.object({ items: z.array(OrderShape), next: z.string().nullable() }).openapi("OrderPage");

const NewOrder = z
  .strictObject({
    lines: z
      .array(z.strictObject({ sku: Sku, quantity: z.int().positive().max(LINE_QUANTITY_MAX) }))
      .min(1)
      .max(ORDER_LINES_SENT_MAX),
  })
  .openapi("NewOrder");

export function orderRoutes({ shop, tokens }: AppOptions) {
  const customers = authenticate(tokens);
  const place = createRoute({
    method: "post",
    path: "/orders",
    summary: "Place an order",
    description: `One to ${ORDER_LINES_MAX} products, ${LINE_QUANTITY_MAX} pieces of each at most. It is paid in the background.`,
    security: BEARER,
    middleware: [customers, requireJson],
    request: {
      headers: IdempotencyHeader,
      body: { required: true, content: { "application/json": { schema: NewOrder } } },
    },
    responses: {
      201: {
        description: "The order, or as it now stands if this key was used before",
        content: { "application/json": { schema: OrderShape } },
      },
      ...refusals(
        "invalid-request",
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "unauthenticated",
        "out-of-stock",
        "too-large",
        "idempotency-key-reused",
        "unavailable",
      ),
    },
  });
  const read = createRoute({
    method: "get",
    path: "/orders/{id}",
    summary: "One order, as it now stands",
    security: BEARER,
    middleware: [customers],
    request: { params: z.object({ id: z.string().max(100) }) },
    responses: {
      200: { description: "The order", content: { "application/json": { schema: OrderShape } } },
      ...refusals("unauthenticated", "not-found", "unavailable"),
    },
  });
  const list = createRoute({
    method: "get",
    path: "/orders",
    summary: "Your orders, newest first",
    security: BEARER,
    middleware: [customers],
    request: { query: ListQuery },
    responses: {
      200: { description: "A page of orders", content: { "application/json": { schema: OrderPage } } },
      ...refusals("invalid-request", "unauthenticated", "unavailable"),
    },
  });

  return createRouter()
    .openapi(place, async (context) => {
      const key = requireKey(context);
      const { lines } = context.req.valid("json");
      checkLines(lines);
      const { customer } = context.get("caller");
      const outcome = await shop.placeOrder({ customer, key, lines });
      if (!outcome.ok) throw orderRefused(outcome.refusal, lines);
      return context.json(shown(outcome.value), 201, { Location: `/orders/${outcome.value.id}` });
    })
    .openapi(list, async (context) => {
      const { customer } = context.get("caller");
      const page = await shop.orders({ customer, ...context.req.valid("query") });
      if (!page.ok) throw badCursor();
      return context.json({ items: page.value.items.map(shown), next: page.value.next }, 200);
    })
    .openapi(read, async (context) => {
      const { customer } = context.get("caller");
      const order = await shop.order({ orderId: context.req.valid("param").id, customer });
      if (order === undefined) throw new Problem({ slug: "not-found", detail: "You have no order with this id." });
      return context.json(shown(order), 200);
    });
}

/** What a customer sees of an order; whose it is, is whose token it was. */
function shown({ customer: _, ...order }: Order) {
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

function orderRefused(refusal: OrderRefusal, lines: readonly { readonly sku: string }[]): Problem {
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
