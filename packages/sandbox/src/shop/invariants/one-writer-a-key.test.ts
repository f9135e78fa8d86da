import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST, WEST } from "../testing/tale.ts";
import { fact, sellTea, stockTea } from "../testing/tea-shop.ts";
import { oneWriterAKey } from "./one-writer-a-key.ts";

test("a key that is written through its own replica and through another is seen, also if both wrote the same", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  const name = "PLACED";
  const placed =
    tale.standing.get(EAST)?.get(`ORDER#${orderId} ${name}#${EAST}`) ?? fact({ orderId, name, region: EAST, data: {} });
  tale.recorder.add({ kind: "changed", region: WEST, by: "commit", before: placed, after: placed });

  expect(proofOf(oneWriterAKey, tale.end())).toEqual(only(oneWriterAKey));
});
