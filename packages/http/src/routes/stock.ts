/** New stock, put into one region's share by an operator; it is pinned to the region it names. */
import { createRoute, z } from "@hono/zod-openapi";
import { Sku } from "@tandem/shop";
import type { AppOptions } from "../app-env.ts";
import { operators } from "../authenticate.ts";
import { Problem } from "../problem.ts";
import { requireJson } from "../require-json.ts";
import { keyReused, requireKey } from "../require-key.ts";
import { BEARER, createRouter } from "../router.ts";
import { IdempotencyHeader, refusals } from "../schemas.ts";
import { productNotFound } from "./products.ts";

export const RESTOCK_QUANTITY_MAX = 1_000_000;

const Restock = z
  .strictObject({ quantity: z.int().positive().max(RESTOCK_QUANTITY_MAX), region: z.string().optional() })
  .openapi("Restock");

const Restocked = z
  .object({
    sku: Sku,
    quantity: z.int(),
    region: z.string(),
    availableIn: z.record(z.string(), z.int()),
  })
  .openapi("Restocked");

const restock = createRoute({
  method: "post",
  path: "/stock/{sku}/restock",
  summary: "Add stock to one region's share (operator)",
  security: BEARER,
  middleware: [operators, requireJson],
  request: {
    headers: IdempotencyHeader,
    params: z.object({ sku: z.string().max(100) }),
    body: { required: true, content: { "application/json": { schema: Restock } } },
  },
  responses: {
    200: { description: "What is available now", content: { "application/json": { schema: Restocked } } },
    ...refusals(
      "invalid-request",
      "idempotency-key-missing",
      "idempotency-key-invalid",
      "unauthenticated",
      "forbidden",
      "not-found",
      "too-large",
      "wrong-region",
      "idempotency-key-reused",
      "unavailable",
    ),
  },
});

export function stockRoutes(options: AppOptions) {
  const { shop } = options;
  return createRouter().openapi(restock, async (context) => {
    const key = requireKey(context);
    const { quantity, region } = context.req.valid("json");
    checkRegion(options, region, context.req.header("Host"));
    const sku = Sku.safeParse(context.req.valid("param").sku);
    if (!sku.success) throw productNotFound();
    const outcome = await shop.restock({ key, sku: sku.data, quantity });
    if (outcome.ok) return context.json(outcome.value, 200);
    throw outcome.refusal.reason === "unknown-sku" ? productNotFound() : keyReused();
  });
}

/** Which region a restock is for must be said wherever it is not plain from the address. */
function checkRegion(options: AppOptions, named: string | undefined, host: string | undefined): void {
  const { region, regions, globalHost } = options;
  if (named === undefined) {
    if (globalHost === undefined || host !== globalHost) return;
    throw invalidRegion(`name a region on the global endpoint: ${regions.join(" or ")}`);
  }
  if (!regions.some((known) => known === named)) throw invalidRegion(`one of ${regions.join(", ")}`);
  if (named !== region) {
    throw new Problem({
      slug: "wrong-region",
      detail: `This is ${region}. Send the request to the endpoint of ${named}.`,
      members: { region: named },
    });
  }
}

function invalidRegion(message: string): Problem {
  return new Problem({
    slug: "invalid-request",
    detail: `region: ${message}.`,
    members: { errors: [{ path: "region", message }] },
  });
}
