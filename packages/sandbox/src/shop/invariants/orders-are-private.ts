/** The id of an order is no secret: it may stand in a link or a log. Whoever has come by it learns nothing by it, not even that it is there. */
import type { Invariant } from "../invariant.ts";
import { isOf } from "../try.ts";

/** As if there were no such order; or nothing, where the region had no answer for anybody. */
const SAYS_NOTHING: ReadonlySet<number> = new Set([404, 429, 500, 502, 503, 504]);

export const ordersArePrivate: Invariant = {
  name: "orders are private",
  promise: "Whoever asks for another's order is answered that there is none.",
  breaches: ({ tries }) =>
    tries.filter(isOf("probe-order")).flatMap(({ operationId, region, orderId, answer }) => {
      if (answer === undefined || SAYS_NOTHING.has(answer.status)) return [];
      return [
        { says: `${operationId} was answered ${answer.status} by ${region}, and it is another's`, about: orderId },
      ];
    }),
};
