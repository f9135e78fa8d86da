import { createSeededRandom } from "@tandem/kernel";
import { expect, test } from "vitest";
import { drawEdit } from "./draw-edit.ts";
import type { PlannedOperation } from "./plan.ts";
import { EAST } from "./testing/tale.ts";

const PATIENCE = { timeoutMs: 100, triesMax: 1, pauseMs: 0, moves: false };
const FIRST = { kind: "put-product", sku: "TEA", name: "TEA of 1", price: 7 } as const;
const DRAWN: readonly PlannedOperation[] = [
  { id: "put-product 1", afterMs: 0, region: EAST, operation: FIRST, patience: PATIENCE },
];

function fieldsSaidAnew(oneFieldRate: number): ReadonlySet<string> {
  const random = createSeededRandom(1);
  const mix = { declinedRate: 0, extremeRate: 0, oneFieldRate };
  const edits = Array.from({ length: 60 }, () => drawEdit({ random, mix, drawn: DRAWN }, "TEA"));
  return new Set(
    edits.map((edit) => {
      if (edit.kind !== "put-product") return "none";
      return [edit.name === FIRST.name ? [] : ["name"], edit.price === FIRST.price ? [] : ["price"]].flat().join();
    }),
  );
}

test("where people edit one field, the other says what it said when the product was put", () => {
  expect(fieldsSaidAnew(1)).toEqual(new Set(["name", "price"]));
});

test("elsewhere both are said anew", () => {
  expect(fieldsSaidAnew(0)).toEqual(new Set(["name,price"]));
});
