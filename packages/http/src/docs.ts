/**
 * The description of the API for programs, and the same as a page for people. The page is made from the description and
 * needs no script and no other host, so it works on a plane and under any content policy.
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { AppEnv } from "./app-env.ts";
import { docsPage } from "./docs-page.ts";

const INFO = {
  openapi: "3.1.0",
  info: {
    title: "Tandem shop",
    version: "1",
    description: "A shop that runs in two regions at once and loses nothing when one of them does.",
  },
} as const;

export function addDocs(app: OpenAPIHono<AppEnv>): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "ES256; `sub` is the customer, `role` is `customer` or `operator`.",
  });
  app.get("/openapi.json", (context) => context.json(app.getOpenAPI31Document(INFO)));
  app.get("/docs", (context) => {
    context.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    return context.html(docsPage(app.getOpenAPI31Document(INFO)));
  });
}
