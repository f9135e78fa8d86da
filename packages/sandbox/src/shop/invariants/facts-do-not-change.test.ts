import { must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { takenOut, teasIn } from "../testing/people-items.ts";
import { createTale, EAST, WEST } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { factsDoNotChange } from "./facts-do-not-change.ts";

test("a fact that says something else for a moment has changed", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  const paid = must(tale.standing.get(EAST)?.get(`ORDER#${orderId} PAID#${EAST}`), "the order is paid");
  const other = { ...paid, commitId: "cmt_another" };
  tale.recorder.add({ kind: "changed", region: WEST, by: "replication", before: paid, after: other });
  tale.recorder.add({ kind: "changed", region: WEST, by: "replication", before: other, after: paid });

  expect(proofOf(factsDoNotChange, tale.end())).toEqual(only(factsDoNotChange));
});

test("what is put into a cart anew under a key that was erased has changed, and has not where it is known to be out of the cart", () => {
  for (const isTakenOut of [false, true]) {
    const tale = createTale();
    tale.write(teasIn(EAST));
    if (isTakenOut) tale.write(takenOut(EAST, 5));
    tale.recorder.add({ kind: "changed", region: EAST, by: "commit", before: teasIn(EAST), after: undefined });
    tale.recorder.add({ kind: "changed", region: EAST, by: "commit", before: undefined, after: teasIn(EAST, 9) });

    const { broken } = proofOf(factsDoNotChange, tale.end());

    expect(broken.includes(factsDoNotChange.name)).toBe(!isTakenOut);
  }
});
