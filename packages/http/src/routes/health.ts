/** Whether this region answers at all. Whether it should have customers is another question, asked elsewhere. */
import { createRoute, z } from "@hono/zod-openapi";
import type { AppOptions } from "../app-env.ts";
import { createRouter } from "../router.ts";

const Alive = z.object({ status: z.literal("alive"), region: z.string() }).openapi("Alive");

const healthz = createRoute({
  method: "get",
  path: "/healthz",
  summary: "Alive",
  responses: { 200: { description: "It answers", content: { "application/json": { schema: Alive } } } },
});

export function healthRoutes({ region }: AppOptions) {
  return createRouter().openapi(healthz, (context) => context.json({ status: "alive", region } as const, 200));
}
