/** Lets a request through when its token says who asks, and, where that matters, that it is an operator. */
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";
import type { Role } from "./caller.ts";
import { Problem } from "./problem.ts";

/** In front of what belongs to whoever asks. */
export const customers = authenticate("customer");
/** In front of what only an operator may do. */
export const operators = authenticate("operator");

function authenticate(needed: Role) {
  return createMiddleware<AppEnv>(async function authenticate(context, next) {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(context.req.header("Authorization") ?? "")?.[1];
    if (token === undefined) {
      throw unauthenticated("Send a token: Authorization: Bearer TOKEN.", 'Bearer realm="tandem"');
    }
    const caller = await context.get("tokens").verify(token);
    if ("refused" in caller) {
      throw unauthenticated(caller.refused, 'Bearer realm="tandem", error="invalid_token"');
    }
    if (needed === "operator" && caller.role !== "operator") {
      throw new Problem({ slug: "forbidden", detail: "Only an operator may do this." });
    }
    context.set("caller", caller);
    await next();
  });
}

function unauthenticated(detail: string, challenge: string): Problem {
  return new Problem({ slug: "unauthenticated", detail, headers: { "WWW-Authenticate": challenge } });
}
