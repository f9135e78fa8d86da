import { expect, test } from "vitest";
import { judge } from "../invariant.ts";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { resultsAreReceipts } from "./results-are-receipts.ts";

test("a result that the provider knows nothing of is invented, and a charge without a result is lost", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale, { chargeId: "chg_1", receipt: "chg_9" });

  const history = tale.end();
  const says = judge(history, [resultsAreReceipts]).map((violation) => violation.says);

  expect(proofOf(resultsAreReceipts, history)).toEqual(only(resultsAreReceipts));
  expect(says).toContain(`chg_1 of ${orderId} was charged, and no fact says so in us-east-1`);
});
