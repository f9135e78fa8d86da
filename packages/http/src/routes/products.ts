/** The catalog: anybody reads it, an operator writes it. */
import { createRoute, z } from "@hono/zod-openapi";
import { PRICE_CENTS_MAX, PRODUCT_NAME_LENGTH_MAX, Sku } from "@tandem/shop";
import type { AppOptions } from "../app-env.ts";
import { operators } from "../authenticate.ts";
import { Problem } from "../problem.ts";
import { requireJson } from "../require-json.ts";
import { badCursor } from "../require-key.ts";
import { BEARER, createRouter } from "../router.ts";
import { ListQuery, refusals } from "../schemas.ts";

const Product = z
  .object({
    sku: Sku,
    name: z.string(),
    price: z.int().openapi({ description: "In cents." }),
    available: z.int().openapi({ description: "Over all regions." }),
    availableIn: z.record(z.string(), z.int()),
    asOf: z.iso.datetime().openapi({ description: "When the availability was read, in the oldest region's case." }),
  })
  .openapi("Product");

const ProductPage = z.object({ items: z.array(Product), next: z.string().nullable() }).openapi("ProductPage");

const NewProduct = z
  .strictObject({
    sku: Sku,
    name: z
      .string()
      .trim()
      .min(1)
      .max(PRODUCT_NAME_LENGTH_MAX)
      .refine((name) => name.isWellFormed(), "half a character: not well-formed Unicode"),
    price: z.int().positive().max(PRICE_CENTS_MAX),
  })
  .openapi("NewProduct");

const SkuPath = z.object({ sku: z.string().max(100) });

const listProducts = createRoute({
  method: "get",
  path: "/products",
  summary: "The catalog, with availability over all regions",
  request: { query: ListQuery },
  responses: {
    200: { description: "A page of products", content: content(ProductPage) },
    ...refusals("invalid-request", "unavailable"),
  },
});

const readProduct = createRoute({
  method: "get",
  path: "/products/{sku}",
  summary: "One product, exactly",
  request: { params: SkuPath },
  responses: {
    200: { description: "The product", content: content(Product) },
    ...refusals("not-found", "unavailable"),
  },
});

const defineProduct = createRoute({
  method: "post",
  path: "/products",
  summary: "Define a product, or change its name and price (operator)",
  security: BEARER,
  middleware: [operators, requireJson],
  request: { body: { required: true, content: { "application/json": { schema: NewProduct } } } },
  responses: {
    201: { description: "A new product", content: content(Product) },
    200: { description: "The sku stood, and was merged field by field", content: content(Product) },
    ...refusals("invalid-request", "unauthenticated", "forbidden", "too-large", "unavailable"),
  },
});

export function productRoutes({ shop }: AppOptions) {
  return createRouter()
    .openapi(listProducts, async (context) => {
      const page = await shop.products(context.req.valid("query"));
      if (!page.ok) throw badCursor();
      return context.json(page.value, 200);
    })
    .openapi(readProduct, async (context) => {
      const sku = Sku.safeParse(context.req.valid("param").sku);
      const product = sku.success ? await shop.product(sku.data) : undefined;
      if (product === undefined) throw productNotFound();
      return context.json(product, 200);
    })
    .openapi(defineProduct, async (context) => {
      const { created, product } = await shop.defineProduct(context.req.valid("json"));
      const shown = (await shop.product(product.sku)) ?? product;
      return context.json(shown, created ? 201 : 200);
    });
}

function content(schema: z.ZodType) {
  return { "application/json": { schema } };
}

export function productNotFound(): Problem {
  return new Problem({ slug: "not-found", detail: "There is no product with this sku." });
}
