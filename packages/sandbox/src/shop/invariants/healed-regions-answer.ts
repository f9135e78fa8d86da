/** Without an answer nothing would be seen, and nothing seen breaks no promise: so that is judged, too. */
import type { Invariant } from "../invariant.ts";

/** The product was never defined. */
const NOT_FOUND = 404;

export const healedRegionsAnswer: Invariant = {
  name: "healed regions answer",
  promise: "When all is healed, every region answers whoever asks.",
  breaches({ lastLooks }) {
    const byOperation = Map.groupBy(lastLooks, ({ operationId, region }) => `${operationId} of ${region}`);
    return [...byOperation].flatMap(([name, tries]) => {
      const answer = tries.at(-1)?.answer;
      if (answer !== undefined && (answer.status < 300 || answer.status === NOT_FOUND)) return [];
      const how = answer === undefined ? "was not answered" : `was answered ${answer.status}`;
      return [{ says: `${name} ${how} though all was healed`, about: undefined }];
    });
  },
};
