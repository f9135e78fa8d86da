import { expect, it } from "vitest";
import { Fault } from "./fault.ts";

it("a fault is an error that says whether to try again and whether the work may stand, and keeps its cause", () => {
  const cause = new Error("socket hang up");

  const fault = new Fault({ code: "timeout", message: "no answer", retryable: true, mayBeDone: true, cause });

  expect(fault).toBeInstanceOf(Error);
  expect(fault).toMatchObject({
    name: "Fault",
    code: "timeout",
    message: "no answer",
    retryable: true,
    mayBeDone: true,
  });
  expect(fault.cause).toBe(cause);
});

it("a fault without a cause has none", () => {
  const fault = new Fault({ code: "rejected", message: "no", retryable: false, mayBeDone: false });

  expect(Object.hasOwn(fault, "cause")).toBe(false);
});
