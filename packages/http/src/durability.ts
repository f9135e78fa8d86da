/**
 * `Tandem-Durability: 2` asks that an order be in two regions before its answer. `Tandem-Durable` lists the regions that hold it, which is the
 * only promise: no order is refused because a peer was slow, and whoever needs two regions looks at the list.
 */
import { z } from "@hono/zod-openapi";
import type { Order, Shop } from "@tandem/shop";
import type { Context } from "hono";
import { Problem } from "./problem.ts";

const NAME = "Tandem-Durability";
const LEVELS = ["1", "2"] as const;
export type Durability = (typeof LEVELS)[number];

/** What is asked for; refused before anything is done if it is nothing there is. */
export function durabilityOf(context: Context): Durability {
  const asked = context.req.header(NAME)?.trim() || "1";
  const level = LEVELS.find((each) => each === asked);
  if (level !== undefined) return level;
  throw new Problem({
    slug: "invalid-request",
    detail: `${NAME} is 1 or 2: the number of regions that are to hold the order before it is answered.`,
    members: { errors: [{ path: NAME, message: "1 or 2" }] },
  });
}

/**
 * The header that tells who holds an order that was placed. Whoever asks for one region is told the one that took it on: a retry may have been
 * answered from there, and then it is not here.
 */
export async function durableHeader(
  shop: Pick<Shop, "makeDurable">,
  order: Order,
  asked: Durability,
): Promise<Readonly<Record<string, string>>> {
  const holders = asked === "2" ? await shop.makeDurable(order) : [order.region];
  return { "Tandem-Durable": holders.join(", ") };
}

/** Documents the header. */
export const DurabilityHeader = z.object({
  "tandem-durability": z
    .string()
    .optional()
    .openapi({
      enum: [...LEVELS],
      description:
        "2: another region is asked to keep a copy before you are answered. The order stands whether it does or not; `Tandem-Durable` says which regions hold it.",
    }),
});

/** Documents the answer. */
export const DURABLE_GIVEN = {
  "Tandem-Durable": {
    schema: { type: "string" as const },
    description:
      "Regions that hold the order now, separated by commas. Whoever did not ask for two is told the one that took it on.",
  },
};
