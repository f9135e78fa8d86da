import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, WEST } from "../testing/tale.ts";
import { fact, sellTea, stockTea } from "../testing/tea-shop.ts";
import { chargedOnce } from "./charged-once.ts";

test("two charges of one order are one too many, though both have their receipts", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  const amount = tale.shown.price;
  tale.charge({ chargeId: "chg_2", orderId, amount, status: "charged" });
  const data = { orderId, customer: ADA, amount, chargeId: "chg_2" };
  tale.write(fact({ orderId, name: "PAID", region: WEST, data }));

  expect(proofOf(chargedOnce, tale.end())).toEqual(only(chargedOnce));
});
