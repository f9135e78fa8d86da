/** Shapes that several routes share: lists, problems and the headers of the contract. */
import { z } from "@hono/zod-openapi";
import { IDEMPOTENCY_KEY_LENGTH_MAX, IDEMPOTENCY_KEY_LENGTH_MIN } from "@tandem/delivery";
import { CURSOR_LENGTH_MAX } from "@tandem/shop";
import { PROBLEMS, type ProblemSlug } from "./problem.ts";

export const LIST_LIMIT_MAX = 25;
export const LIST_LIMIT_DEFAULT = 10;

export const ListQuery = z.object({
  cursor: z.string().max(CURSOR_LENGTH_MAX).optional().openapi({ description: "The `next` of the page before." }),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "a whole number")
    .transform(Number)
    .pipe(z.int().min(1).max(LIST_LIMIT_MAX))
    .default(LIST_LIMIT_DEFAULT)
    .openapi({ type: "integer", minimum: 1, maximum: LIST_LIMIT_MAX, default: LIST_LIMIT_DEFAULT }),
});

export const ProblemDocument = z
  .looseObject({
    type: z.string().openapi({ example: "urn:tandem:problem:not-found" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: "With `invalid-request`: what is wrong where." }),
    lines: z
      .array(z.looseObject({ sku: z.string(), requested: z.int(), available: z.int() }))
      .optional()
      .openapi({ description: "With `out-of-stock`: what is missing, and what there is in each region." }),
    region: z.string().optional().openapi({ description: "With `wrong-region`: where it belongs." }),
  })
  .openapi("Problem");

/** Documents the key; `requireKey` is what checks it, since its problems have slugs of their own. */
export const IdempotencyHeader = z.object({
  "idempotency-key": z
    .string()
    .optional()
    .openapi({
      param: { required: true },
      description: `${IDEMPOTENCY_KEY_LENGTH_MIN} to ${IDEMPOTENCY_KEY_LENGTH_MAX} printable characters. The same key is the same request, for ever.`,
      example: "order-2026-11-21-0001",
    }),
});

/** The documentation of refusals, by slug. */
export function refusals(...slugs: readonly ProblemSlug[]) {
  const byStatus = Map.groupBy(slugs, (slug) => PROBLEMS[slug].status);
  return Object.fromEntries(
    [...byStatus].map(([status, all]) => [
      status,
      {
        description: all.map((slug) => `\`${slug}\`: ${PROBLEMS[slug].title}`).join("; "),
        content: { "application/problem+json": { schema: ProblemDocument } },
      },
    ]),
  );
}
