/** A body is JSON and says so, and is of a size that a request of ours can have; both are settled before it is parsed. */
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";
import { Problem } from "./problem.ts";

/** Far above the largest honest request, an order of 200 lines, and far below what would hurt. */
export const BODY_BYTES_MAX = 65_536;
const JSON_TYPE = /^application\/json\s*(;|$)/i;

export const requireJson = createMiddleware<AppEnv>(async function requireJson(context, next) {
  if (!JSON_TYPE.test(context.req.header("Content-Type") ?? "")) {
    throw new Problem({
      slug: "invalid-request",
      detail: "Send the body as JSON, with Content-Type: application/json.",
      members: { errors: [{ path: "", message: "Content-Type is not application/json" }] },
    });
  }
  await next();
});

export function limitBody() {
  return bodyLimit({
    maxSize: BODY_BYTES_MAX,
    onError: () => {
      throw new Problem({ slug: "too-large", detail: `A request has at most ${BODY_BYTES_MAX} bytes.` });
    },
  });
}
