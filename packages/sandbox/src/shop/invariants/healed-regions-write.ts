/**
 * A region that came through a bad day is to sell again, and not only to be read. When nothing is broken and nobody owes anything, a product is
 * put, restocked and bought in each region; only a peer that was given the pieces at that moment may leave too few of them.
 */
import type { Invariant } from "../invariant.ts";
import { shortLines } from "../short-lines.ts";
import { isDone } from "../try.ts";

export const healedRegionsWrite: Invariant = {
  name: "healed regions write",
  promise: "When all is healed, every region takes an edit, new stock, an order and a full cart.",
  breaches({ lastWrites }) {
    const byOperation = Map.groupBy(lastWrites, ({ operationId }) => operationId);
    return [...byOperation].flatMap(([name, tries]) => {
      const last = tries.at(-1);
      if (last === undefined || isDone(last) || shortLines(last).length > 0) return [];
      const how = last.answer === undefined ? "was not answered" : `was answered ${last.answer.status}`;
      return [{ says: `${name} ${how} though all was healed`, about: undefined }];
    });
  },
};
