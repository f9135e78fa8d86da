/** What the routes of orders take and answer: checked on the way in, and shown in the API's description. */
import { createRoute, z } from "@hono/zod-openapi";
import { LINE_QUANTITY_MAX, ORDER_LINES_MAX, ORDER_LINES_SENT_MAX, Sku } from "@tandem/shop";
import { customers } from "../authenticate.ts";
import { DURABLE_GIVEN, DurabilityHeader } from "../durability.ts";
import { requireJson } from "../require-json.ts";
import { RetryHeader } from "../retry.ts";
import { BEARER } from "../router.ts";
import { IdempotencyHeader, ListQuery, refusals } from "../schemas.ts";
import { SESSION_GIVEN, SessionHeader } from "../session.ts";

const Status = z.enum(["placed", "paid", "declined", "cancelled", "refund-due", "refunded"]);
export const OrderShape = z
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

export const placeOrderPath = createRoute({
  method: "post",
  path: "/orders",
  summary: "Place an order",
  description: `One to ${ORDER_LINES_MAX} products, ${LINE_QUANTITY_MAX} pieces of each at most. It is paid in the background.`,
  security: BEARER,
  middleware: [customers, requireJson],
  request: {
    headers: IdempotencyHeader.extend(RetryHeader.shape).extend(SessionHeader.shape).extend(DurabilityHeader.shape),
    body: { required: true, content: { "application/json": { schema: NewOrder } } },
  },
  responses: {
    201: {
      description: "The order, or as it now stands if this key was used before",
      headers: { ...SESSION_GIVEN, ...DURABLE_GIVEN },
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
      "undecidable",
      "unavailable",
    ),
  },
});

export const readOrderPath = createRoute({
  method: "get",
  path: "/orders/{id}",
  summary: "One order, as it now stands",
  security: BEARER,
  middleware: [customers],
  request: { headers: SessionHeader, params: z.object({ id: z.string().max(100) }) },
  responses: {
    200: { description: "The order", headers: SESSION_GIVEN, content: { "application/json": { schema: OrderShape } } },
    ...refusals("invalid-request", "unauthenticated", "not-found", "unavailable"),
  },
});

export const cancelOrderPath = createRoute({
  method: "post",
  path: "/orders/{id}/cancel",
  summary: "Cancel an order",
  description:
    "An order that is not paid yet is cancelled and never charged, or what was charged meanwhile is given back. " +
    "One that is paid is due its refund, which is made in the background. What was taken from stock for it is on sale again.",
  security: BEARER,
  middleware: [customers],
  request: { headers: IdempotencyHeader.extend(SessionHeader.shape), params: z.object({ id: z.string().max(100) }) },
  responses: {
    200: {
      headers: SESSION_GIVEN,
      description: "The order as it now stands, also if this key has cancelled it before, in whichever region",
      content: { "application/json": { schema: OrderShape } },
    },
    ...refusals(
      "invalid-request",
      "idempotency-key-missing",
      "idempotency-key-invalid",
      "unauthenticated",
      "not-found",
      "too-late",
      "unavailable",
    ),
  },
});

export const listOrdersPath = createRoute({
  method: "get",
  path: "/orders",
  summary: "Your orders, newest first",
  description:
    "Follow `next` until it is null: an order that stood throughout is shown once, in one place. One that arrives while you turn pages, from " +
    "another region too, may belong on a page that you have turned: begin again to see it. So may an order that two regions took on, whose " +
    "other half is charged meanwhile. A cursor is yours and this list's; what it says inside may change.",
  security: BEARER,
  middleware: [customers],
  request: { headers: SessionHeader, query: ListQuery },
  responses: {
    200: {
      description: "A page of orders",
      headers: SESSION_GIVEN,
      content: { "application/json": { schema: OrderPage } },
    },
    ...refusals("invalid-request", "unauthenticated", "unavailable"),
  },
});
