/** What every answer says about itself: which region gave it, in what mode, and under what id it can be asked about. */
import { randomId } from "@tandem/kernel";
import { createMiddleware } from "hono/factory";
import type { AppEnv, AppOptions } from "./app-env.ts";

export function tandemHeaders({ region, random, requestIdOf }: AppOptions) {
  return createMiddleware<AppEnv>(async function tandemHeaders(context, next) {
    const requestId = requestIdOf?.(context.env) ?? randomId("req", random);
    context.set("requestId", requestId);
    await next();
    context.res.headers.set("Tandem-Region", region);
    context.res.headers.set("Tandem-Mode", "normal");
    context.res.headers.set("Tandem-Request-Id", requestId);
  });
}
