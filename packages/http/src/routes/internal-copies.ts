/**
 * Where the other regions ask this one to keep a copy of an order. It is no part of the API that people are shown: only a region can sign what
 * it takes, and one who cannot is told no more than that.
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Region } from "@tandem/kernel";
import type { CopyRefusal } from "@tandem/shop";
import type { AppEnv, AppOptions } from "../app-env.ts";
import { COPIES_PATH, SIGNATURE_NAME, verifyCopy } from "../copy-request.ts";
import { Problem } from "../problem.ts";
import { createRouter } from "../router.ts";

export function internalCopies({ shop, keys, region }: AppOptions): OpenAPIHono<AppEnv> {
  const router = createRouter();
  router.post(COPIES_PATH, async (context) => {
    const signed = { body: await context.req.text(), signature: context.req.header(SIGNATURE_NAME) ?? "" };
    const copy = verifyCopy(signed, { ring: keys, clock: shop.context.clock, to: region });
    if (copy === undefined) {
      throw new Problem({ slug: "unauthenticated", detail: "Only a region of this service may ask for this." });
    }
    const outcome = await shop.keepCopy(copy);
    if (outcome.ok) return context.json({ region }, 200);
    throw new Problem({ slug: "unavailable", detail: whyNot(outcome.refusal, region) });
  });
  return router;
}

function whyNot(refusal: CopyRefusal, region: Region): string {
  if (refusal.reason === "differs") return `${region} has taken on another order under this key, and keeps no copy.`;
  return `${region} is restricted (${refusal.kind}) and keeps no copies.`;
}
