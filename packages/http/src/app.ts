/**
 * The HTTP face of one region. It knows the shop and the contract, and nothing of what carries its requests: a Lambda, a
 * test or a simulation calls the same `fetch`.
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { answerErrors } from "./answer-errors.ts";
import type { AppEnv, AppOptions } from "./app-env.ts";
import { addDocs } from "./docs.ts";
import { problemResponse } from "./problem.ts";
import { limitBody } from "./require-json.ts";
import { createRouter } from "./router.ts";
import { cartRoutes } from "./routes/cart.ts";
import { conflictRoutes } from "./routes/conflicts.ts";
import { handleRoutes } from "./routes/handles.ts";
import { healthRoutes } from "./routes/health.ts";
import { internalCopies } from "./routes/internal-copies.ts";
import { orderRoutes } from "./routes/orders.ts";
import { productRoutes } from "./routes/products.ts";
import { profileRoutes } from "./routes/profile.ts";
import { stockRoutes } from "./routes/stock.ts";
import { tandemHeaders } from "./tandem-headers.ts";

export function createApp(options: AppOptions): OpenAPIHono<AppEnv> {
  const app = createRouter();
  app.onError(answerErrors(options.log));
  app.notFound((context) =>
    problemResponse(context, {
      slug: "not-found",
      detail: "There is nothing at this address. GET /docs lists what is.",
    }),
  );
  app.use(tandemHeaders(options));
  app.use(limitBody());
  app.use(async (context, next) => {
    context.set("tokens", options.tokens);
    await next();
  });
  app.route("/", healthRoutes(options));
  app.route("/", productRoutes(options));
  app.route("/", stockRoutes(options));
  app.route("/", orderRoutes(options));
  app.route("/", cartRoutes(options));
  app.route("/", profileRoutes({ ...options, names: options.handles }));
  app.route("/", conflictRoutes(options));
  app.route("/", internalCopies(options));
  if (options.handles !== undefined) app.route("/", handleRoutes({ ...options, handles: options.handles }));
  addDocs(app);
  return app;
}
