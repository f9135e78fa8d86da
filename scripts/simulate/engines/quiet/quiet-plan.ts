/**
 * A quiet day of a seed: nothing goes wrong, and people come one after the other, each when all that the one before set going is done. Then there is
 * no chance left in what anybody is told, so that two worlds have to tell them the same.
 */
import { createMachine, drawPlan, type Plan } from "@tandem/sandbox";
import { withOwnNames } from "../own-names.ts";

/** Enough for each kind a few times; each of them is waited for. */
export const QUIET_OPERATIONS = 40;
/** Nothing is wrong, so a first try is enough; the others are for a machine that is busy, and change nothing: their key is the same. */
const PATIENCE = { timeoutMs: 10_000, triesMax: 5, pauseMs: 500, moves: false } as const;

const DECLINED_AT_FIRST_CENTS = 37;

type Operation = Plan["operations"][number]["operation"];

export function drawQuietPlan(seed: number, mark: string, operationCount = QUIET_OPERATIONS): Plan {
  const { regions, customers, skus, operations } = drawPlan(createMachine({ seed }).fork("plan"), operationCount);
  // Where the shared name leads is each world's own.
  const quiet = operations.map(({ byName: _byName, ...planned }) => {
    return { ...planned, operation: withPlainPrice(planned.operation), patience: PATIENCE };
  });
  return withOwnNames({ regions, customers, skus, operations: quiet }, mark);
}

/** Only a simulated provider declines at first and charges the next attempt: what it does so at is a cent dearer here. */
function withPlainPrice(operation: Operation): Operation {
  if (operation.kind !== "put-product" || operation.price % 100 !== DECLINED_AT_FIRST_CENTS) return operation;
  return { ...operation, price: operation.price + 1 };
}
