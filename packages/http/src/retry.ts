/**
 * `Tandem-Retry`: how a request says that the answer to an earlier try of it was lost. Where that try was sent it may have been done, so this
 * region does not refuse before it has heard from there. The header only ever makes a refusal slower and safer: whatever stands in it
 * that is no region of ours is taken as "somewhere", and nothing in it is an error.
 */
import { z } from "@hono/zod-openapi";
import { isRegion, type Region } from "@tandem/kernel";
import type { LostAt } from "@tandem/shop";
import type { Context } from "hono";
import { Problem } from "./problem.ts";

const NAME = "Tandem-Retry";

/** Undefined if no earlier answer was lost. */
export function lostAtOf(context: Context): LostAt | undefined {
  const said = context.req.header(NAME)?.trim();
  if (said === undefined || said === "") return undefined;
  return isRegion(said) ? said : "unknown";
}

export function undecidable(silent: readonly Region[]): Problem {
  return new Problem({
    slug: "undecidable",
    detail: `An earlier try may have been done in ${silent.join(", ")}, which does not answer now. Try again with the same Idempotency-Key and ${NAME}.`,
    members: { silent },
  });
}

/** Documents the header. */
export const RetryHeader = z.object({
  "tandem-retry": z.string().optional().openapi({
    description:
      "The region an earlier try of this request was sent to and whose answer was lost, or `unknown` if there were several: then it is refused only after that region was asked, and answered 503 `undecidable` if it cannot be. The name of the region that it is sent to now counts as `unknown`.",
    example: "us-east-1",
  }),
});
