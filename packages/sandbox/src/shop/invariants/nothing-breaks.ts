/** An assertion that fails, or an error nobody expected, is a 500: a bug, whatever the world did. */
import type { Invariant } from "../invariant.ts";

const INTERNAL = 500;

export const nothingBreaks: Invariant = {
  name: "nothing breaks",
  promise: "Nobody is ever answered that the service itself is wrong.",
  breaches: ({ tries }) =>
    tries
      .filter(({ answer }) => answer?.status === INTERNAL)
      .map(({ operationId, region, operation }) => ({
        says: `${operationId} (${operation.kind}) was answered ${INTERNAL} by ${region}`,
        about: undefined,
      })),
};
