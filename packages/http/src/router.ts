/** A router whose routes are checked against their schemas and described by them. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { LinearRouter } from "hono/router/linear-router";
import type { AppEnv } from "./app-env.ts";
import { refuseInvalid } from "./validation.ts";

export function createRouter(): OpenAPIHono<AppEnv> {
  // An environment of a function begins often and serves few: a list is soon made, and a request looks through some thirty routes.
  return new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid, router: new LinearRouter() });
}

/** For `security` of a route: what the token is for. */
export const BEARER = [{ bearer: [] }];
