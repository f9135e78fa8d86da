/** What merging had to decide, for operators: both sides, which counts, and why. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Conflict } from "@tandem/shop";
import type { AppOptions } from "../app-env.ts";
import { operators } from "../authenticate.ts";
import { badCursor } from "../require-key.ts";
import { BEARER, createRouter } from "../router.ts";
import { ListQuery, refusals } from "../schemas.ts";

const Value = z.json();
const Side = z.object({
  region: z.string(),
  at: z.iso.datetime(),
  value: z.unknown().openapi({ description: "What it said; a hash where that may tell who somebody is." }),
});
const ConflictShape = z
  .object({
    id: z.string(),
    kind: z.string(),
    subject: z.string().openapi({ description: "What it is about." }),
    at: z.iso.datetime(),
    sides: z.array(Side),
    winner: z.string().openapi({ description: "The region whose side counts." }),
    reason: z.string(),
  })
  .openapi("Conflict");
const ConflictPage = z.object({ items: z.array(ConflictShape), next: z.string().nullable() }).openapi("ConflictPage");

const listConflicts = createRoute({
  method: "get",
  path: "/conflicts",
  summary: "What merging had to decide, newest first",
  description: "Each once, for ninety days.",
  security: BEARER,
  middleware: [operators],
  request: { query: ListQuery },
  responses: {
    200: { description: "A page of conflicts", content: { "application/json": { schema: ConflictPage } } },
    ...refusals("invalid-request", "unauthenticated", "forbidden", "unavailable"),
  },
});

export function conflictRoutes({ shop }: AppOptions) {
  return createRouter().openapi(listConflicts, async (context) => {
    const page = await shop.conflicts(context.req.valid("query"));
    if (!page.ok) throw badCursor();
    return context.json({ items: page.value.items.map(shown), next: page.value.next }, 200);
  });
}

function shown(conflict: Conflict) {
  return { ...conflict, sides: conflict.sides.map((side) => ({ ...side, value: Value.parse(side.value) })) };
}
