/** A router whose routes are checked against their schemas and described by them. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { AppEnv } from "./app-env.ts";
import { refuseInvalid } from "./validation.ts";

export function createRouter(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
}

/** For `security` of a route: what the token is for. */
export const BEARER = [{ bearer: [] }];
