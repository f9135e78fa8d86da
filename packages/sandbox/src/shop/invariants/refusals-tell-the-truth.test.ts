import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, TEA, WEST } from "../testing/tale.ts";
import { KEY, stockTea } from "../testing/tea-shop.ts";
import { refusalsTellTheTruth } from "./refusals-tell-the-truth.ts";

/** Three teas are wanted in one region, and refused with these numbers. */
function refusedWith(line: { readonly requested: number; readonly available: number; readonly inRegion: number }) {
  const tale = createTale();
  stockTea(tale, 5, { region: WEST });
  const { inRegion, ...numbers } = line;
  stockTea(tale, line.available);
  const lines = [{ sku: TEA, ...numbers, availableIn: { [EAST]: inRegion, [WEST]: 5 } }];
  const body = { type: "urn:tandem:problem:out-of-stock", lines };
  const operation = { kind: "place-order", customer: ADA, key: KEY, lines: [{ sku: TEA, quantity: 3 }] } as const;
  tale.ask(EAST, operation, { status: 409, body });
  return proofOf(refusalsTellTheTruth, tale.end());
}

test("a refusal that tells of as much as was asked for, in the region that refused, is seen", () => {
  expect(refusedWith({ requested: 3, available: 3, inRegion: 3 })).toEqual(only(refusalsTellTheTruth));
});

test("a refusal that tells of another region's pieces as its own, or of another wish, is seen", () => {
  expect(refusedWith({ requested: 3, available: 2, inRegion: 0 })).toEqual(only(refusalsTellTheTruth));
  expect(refusedWith({ requested: 9, available: 2, inRegion: 2 })).toEqual(only(refusalsTellTheTruth));
});

test("a refusal that tells of less here, and of enough elsewhere, is true", () => {
  expect(refusedWith({ requested: 3, available: 2, inRegion: 2 }).broken).toEqual([]);
});
