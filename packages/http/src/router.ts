/** A router whose routes are checked against their schemas and described by them. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { TrieRouter } from "hono/router/trie-router";
import type { AppEnv } from "./app-env.ts";
import { refuseInvalid } from "./validation.ts";

export function createRouter(): OpenAPIHono<AppEnv> {
  // Hono's usual router compiles an expression at the first request. An environment of a function begins often and serves few.
  return new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid, router: new TrieRouter() });
}

/** For `security` of a route: what the token is for. */
export const BEARER = [{ bearer: [] }];
