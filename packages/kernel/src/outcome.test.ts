import { expect, it } from "vitest";
import { done, type Outcome, refused } from "./outcome.ts";

it("an outcome is one of two, and says which", () => {
  const outcomes: readonly Outcome<number, { reason: "taken"; by: string }>[] = [
    done(1),
    refused({ reason: "taken", by: "other" }),
  ];

  const seen = outcomes.map((outcome) =>
    outcome.ok ? outcome.value : `${outcome.refusal.reason} by ${outcome.refusal.by}`,
  );

  expect(seen).toEqual([1, "taken by other"]);
});
