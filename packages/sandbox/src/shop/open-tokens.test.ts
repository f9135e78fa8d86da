import { expect, test } from "vitest";
import { createOpenVerifier, openToken } from "./open-tokens.ts";

test("a token speaks for whom it was made, and nothing else is one", async () => {
  const verifier = createOpenVerifier();
  const caller = { customer: "ada-1", role: "operator" } as const;

  expect(await verifier.verify(openToken(caller))).toEqual(caller);
  for (const other of ["", "real.operator.ada", "simulated.king.ada", "simulated.operator"]) {
    expect(await verifier.verify(other)).toHaveProperty("refused");
  }
  expect(() => openToken({ customer: "a.b", role: "customer" })).toThrow("letters");
});
