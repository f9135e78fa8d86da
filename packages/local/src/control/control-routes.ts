/** The control API: looks at the world, breaks it, heals it and hands out tokens. Translate in, call one thing, translate out. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import type { EventLog } from "../world/event-log.ts";
import { type FieldError, fieldErrors } from "../world/field-errors.ts";
import { streamEvents } from "./event-stream.ts";
import type { FaultBoard } from "./fault-board.ts";
import type { FaultReader } from "./fault-kinds.ts";
import { TOKEN_LIFE_S, type TokenIssuer } from "./token-issuer.ts";
import type { WorldSnapshot } from "./world-snapshot.ts";

export interface ControlRoutes {
  snapshot(): Promise<WorldSnapshot>;
  readonly events: EventLog;
  readonly faults: FaultBoard;
  readonly readFault: FaultReader;
  readonly tokens: TokenIssuer;
}

/** Far more than a fault needs. */
const BODY_BYTES_MAX = 16 * 1024;
/** Ten years, either way: enough to be for ever or long ago. */
const EXPIRES_IN_S_MAX = 315_360_000;

const TokenQuery = z.strictObject({
  sub: z.string().min(1).max(128),
  role: z.enum(["customer", "operator"]).default("customer"),
  expiresInS: z.coerce.number().int().min(-EXPIRES_IN_S_MAX).max(EXPIRES_IN_S_MAX).default(TOKEN_LIFE_S),
});

export function controlRoutes({ snapshot, events, faults, readFault, tokens }: ControlRoutes): Hono {
  const routes = new Hono();
  const tooLarge = (context: Context) => context.json({ error: "too-large", message: "the body is too large" }, 413);
  routes.use(bodyLimit({ maxSize: BODY_BYTES_MAX, onError: tooLarge }));
  routes.notFound((context) =>
    context.json({ error: "not-found", message: "The control API begins at /api/world." }, 404),
  );

  routes.get("/api/world", async (context) => context.json(await snapshot()));
  routes.get("/api/events", (context) => streamEvents(context, { snapshot, events }));
  routes.get("/api/token", async (context) => {
    const query = TokenQuery.safeParse(context.req.query());
    if (!query.success) return context.json(invalid(fieldErrors(query.error, "query")), 400);
    return context.json({ token: await tokens.issue(query.data) });
  });
  routes.post("/api/faults", async (context) => {
    const read = readFault(await context.req.json().catch(() => undefined));
    if ("errors" in read) return context.json(invalid(read.errors), 400);
    return context.json(faults.add(read), 201);
  });
  routes.delete("/api/faults/:id", (context) => {
    const id = context.req.param("id");
    if (faults.heal(id)) return context.json({ healed: 1 });
    return context.json({ error: "not-found", message: `there is no active fault ${JSON.stringify(id)}` }, 404);
  });
  routes.delete("/api/faults", (context) => context.json({ healed: faults.healAll() }));
  return routes;
}

function invalid(errors: readonly FieldError[]) {
  const message = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return { error: "invalid-request", message, errors };
}
