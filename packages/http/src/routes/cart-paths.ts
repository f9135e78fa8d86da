/** What the routes of a cart take and answer. */
import { createRoute, z } from "@hono/zod-openapi";
import { CART_ADDS_MAX, LINE_QUANTITY_MAX, Sku } from "@tandem/shop";
import { customers } from "../authenticate.ts";
import { DURABLE_GIVEN, DurabilityHeader } from "../durability.ts";
import { requireJson } from "../require-json.ts";
import { RetryHeader } from "../retry.ts";
import { BEARER } from "../router.ts";
import { IdempotencyHeader, refusals } from "../schemas.ts";
import { SESSION_GIVEN, SessionHeader } from "../session.ts";
import { OrderShape } from "./order-paths.ts";

const CartShape = z
  .object({
    lines: z.array(z.object({ sku: Sku, quantity: z.int(), price: z.int() })),
    total: z.int().openapi({ description: "In cents, at the prices of now." }),
  })
  .openapi("Cart");

const NewLine = z
  .strictObject({ sku: Sku, quantity: z.int().positive().max(LINE_QUANTITY_MAX) })
  .openapi("NewCartLine");

const cart = { "application/json": { schema: CartShape } };

export const readCartPath = createRoute({
  method: "get",
  path: "/cart",
  summary: "Your cart",
  security: BEARER,
  middleware: [customers],
  request: { headers: SessionHeader },
  responses: {
    200: { description: "The cart", headers: SESSION_GIVEN, content: cart },
    ...refusals("invalid-request", "unauthenticated", "unavailable"),
  },
});

export const addLinePath = createRoute({
  method: "post",
  path: "/cart/lines",
  summary: "Put something into your cart",
  description: `At most ${CART_ADDS_MAX} times before a checkout or a removal. What is in it is forgotten after thirty days, and so is the key.`,
  security: BEARER,
  middleware: [customers, requireJson],
  request: {
    headers: IdempotencyHeader.extend(SessionHeader.shape),
    body: { required: true, content: { "application/json": { schema: NewLine } } },
  },
  responses: {
    200: {
      description: "The cart with it, or as it now stands if this key was used before",
      headers: SESSION_GIVEN,
      content: cart,
    },
    ...refusals(
      "invalid-request",
      "idempotency-key-missing",
      "idempotency-key-invalid",
      "unauthenticated",
      "too-large",
      "idempotency-key-reused",
      "unavailable",
    ),
  },
});

export const removeLinePath = createRoute({
  method: "delete",
  path: "/cart/lines/{sku}",
  summary: "Take a product out of your cart",
  description: "All of it that this region knows of. What another region has just taken in stays.",
  security: BEARER,
  middleware: [customers],
  request: { headers: SessionHeader, params: z.object({ sku: Sku }) },
  responses: {
    200: { description: "The cart without it, whether it was there or not", headers: SESSION_GIVEN, content: cart },
    ...refusals("invalid-request", "unauthenticated", "unavailable"),
  },
});

export const checkOutPath = createRoute({
  method: "post",
  path: "/cart/checkout",
  summary: "Order what is in your cart",
  description:
    "The order takes exactly what it found in the cart. The same key is the same order, whatever is in the cart by then.",
  security: BEARER,
  middleware: [customers],
  request: {
    headers: IdempotencyHeader.extend(RetryHeader.shape).extend(SessionHeader.shape).extend(DurabilityHeader.shape),
  },
  responses: {
    201: {
      headers: { ...SESSION_GIVEN, ...DURABLE_GIVEN },
      description: "The order, or as it now stands if this key was used before",
      content: { "application/json": { schema: OrderShape } },
    },
    ...refusals(
      "invalid-request",
      "idempotency-key-missing",
      "idempotency-key-invalid",
      "unauthenticated",
      "out-of-stock",
      "idempotency-key-reused",
      "undecidable",
      "unavailable",
    ),
  },
});
