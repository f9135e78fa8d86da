/** A customer's cart: put in once whatever is sent twice, taken out as it was seen, and ordered as it was found. */
import type { AddRefusal, Cart, CheckoutRefusal } from "@tandem/shop";
import type { AppOptions } from "../app-env.ts";
import { durabilityOf } from "../durability.ts";
import { Problem } from "../problem.ts";
import { keyReused, requireKey } from "../require-key.ts";
import { lostAtOf } from "../retry.ts";
import { createRouter } from "../router.ts";
import { sessionOfReader, sessionOfWriter } from "../session.ts";
import { addLinePath, checkOutPath, readCartPath, removeLinePath } from "./cart-paths.ts";
import { headersOfPlaced, orderRefused, shown as shownOrder } from "./orders.ts";

export function cartRoutes(options: AppOptions) {
  return createRouter()
    .openapi(readCartPath, async (context) => {
      const { customer } = context.get("caller");
      const session = sessionOfReader(context, options);
      return context.json(shown(await session.shop.carts.read(customer)), 200, session.headers());
    })
    .openapi(addLinePath, async (context) => {
      const key = requireKey(context);
      const { customer } = context.get("caller");
      const session = sessionOfWriter(context, options);
      const outcome = await session.shop.carts.add({ customer, key, ...context.req.valid("json") });
      if (!outcome.ok) throw addRefused(outcome.refusal);
      return context.json(shown(outcome.value), 200, session.headers());
    })
    .openapi(removeLinePath, async (context) => {
      const { customer } = context.get("caller");
      const session = sessionOfWriter(context, options);
      const cart = await session.shop.carts.remove({ customer, ...context.req.valid("param") });
      return context.json(shown(cart), 200, session.headers());
    })
    .openapi(checkOutPath, async (context) => {
      const key = requireKey(context);
      const { customer } = context.get("caller");
      const asked = durabilityOf(context);
      const session = sessionOfWriter(context, options);
      const outcome = await session.shop.carts.checkOut({ customer, key, lostAt: lostAtOf(context) });
      if (!outcome.ok) throw checkoutRefused(outcome.refusal);
      return context.json(shownOrder(outcome.value), 201, await headersOfPlaced(session, outcome.value, asked));
    });
}

function shown({ lines, total }: Cart) {
  return { lines: lines.map((line) => ({ ...line })), total };
}

function addRefused(refusal: AddRefusal): Problem {
  switch (refusal.reason) {
    case "key-reused":
      return keyReused();
    case "unknown-sku":
      return invalid("sku", "no such product");
    case "cart-full":
      return invalid("", refusal.why);
  }
}

function checkoutRefused(refusal: CheckoutRefusal): Problem {
  switch (refusal.reason) {
    case "cart-empty":
      return invalid("", "The cart is empty: there is nothing to order.");
    case "cart-full":
      return invalid("", refusal.why);
    case "unknown-skus": {
      const detail = `${refusal.skus.join(", ")} has not arrived in this region yet: try again.`;
      return new Problem({ slug: "unavailable", detail });
    }
    default:
      return orderRefused(refusal, []);
  }
}

function invalid(path: string, message: string): Problem {
  const detail = path === "" ? message : `${path}: ${message}.`;
  return new Problem({ slug: "invalid-request", detail, members: { errors: [{ path, message }] } });
}
