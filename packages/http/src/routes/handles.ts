/** Names that one customer has in the whole world. Here alone a region may have to say that it cannot know. */
import { createRoute, z } from "@hono/zod-openapi";
import { HANDLES_PER_CUSTOMER_MAX, Handle, type Handles } from "@tandem/shop";
import type { AppOptions } from "../app-env.ts";
import { customers } from "../authenticate.ts";
import { Problem } from "../problem.ts";
import { BEARER, createRouter } from "../router.ts";
import { refusals } from "../schemas.ts";

const HandlePath = z.object({ handle: Handle });
const OwnedHandle = z
  .object({
    handle: Handle,
    owner: z.enum(["me", "other"]).openapi({ description: "Whether it is whose token asks." }),
  })
  .openapi("Handle");

const claimHandle = createRoute({
  method: "put",
  path: "/handles/{handle}",
  summary: "Claim a name that nobody else in the world may have",
  security: BEARER,
  middleware: [customers],
  request: { params: HandlePath },
  responses: {
    200: { description: "It is yours", content: { "application/json": { schema: OwnedHandle } } },
    ...refusals("invalid-request", "unauthenticated", "taken", "too-many-handles", "undecidable", "unavailable"),
  },
});

const readHandle = createRoute({
  method: "get",
  path: "/handles/{handle}",
  summary: "Whose name it is",
  security: BEARER,
  middleware: [customers],
  request: { params: HandlePath },
  responses: {
    200: { description: "Somebody has it", content: { "application/json": { schema: OwnedHandle } } },
    ...refusals("invalid-request", "unauthenticated", "not-found", "undecidable", "unavailable"),
  },
});

export interface HandleRouteOptions {
  readonly handles: Handles;
  readonly log: AppOptions["log"];
}

export function handleRoutes({ handles, log }: HandleRouteOptions) {
  const undecidable = (why: string, detail: string): Problem => {
    log({ level: "warn", message: "a claim could not be decided", cause: why });
    return new Problem({ slug: "undecidable", detail });
  };
  return createRouter()
    .openapi(claimHandle, async (context) => {
      const { handle } = context.req.valid("param");
      const { customer } = context.get("caller");
      const answer = await handles.claim({ handle, customer });
      switch (answer.kind) {
        case "mine":
          return context.json({ handle, owner: "me" as const }, 200);
        case "taken":
          throw new Problem({ slug: "taken", detail: `Somebody else has the handle ${handle}. Choose another.` });
        case "too-many":
          throw new Problem({
            slug: "too-many-handles",
            detail: `A customer has ${HANDLES_PER_CUSTOMER_MAX} handles at most.`,
          });
        case "undecided":
          throw undecidable(answer.why, UNDECIDED_CLAIM);
      }
    })
    .openapi(readHandle, async (context) => {
      const { handle } = context.req.valid("param");
      const { customer } = context.get("caller");
      const owner = await handles.owner({ handle, customer });
      switch (owner.kind) {
        case "me":
        case "other":
          return context.json({ handle, owner: owner.kind }, 200);
        case "free":
          throw new Problem({ slug: "not-found", detail: "Nobody has this handle." });
        case "undecided":
          throw undecidable(owner.why, "This region cannot hear enough of the others to know. Try again.");
      }
    });
}

const UNDECIDED_CLAIM =
  "This region cannot hear enough of the others to decide. It may be yours already: ask again, here or in another region.";
