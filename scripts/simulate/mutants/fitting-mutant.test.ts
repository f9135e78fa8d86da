import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { UsageError } from "../../command-line.ts";
import { fittingMutant } from "./fitting-mutant.ts";
import { MUTANTS } from "./mutants.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

test("a mutant that does not fit the code is refused in one sentence, as a call that is wrong", () => {
  const gone = MUTANTS.map((mutant) => ({ ...mutant, edits: [{ find: "no line says this", replace: "" }] }));

  expect(() => fittingMutant("no-floor", ROOT, gone)).toThrow(UsageError);
  expect(() => fittingMutant("no-floor", ROOT, gone)).toThrow(
    /^The mutant no-floor does not fit the code: "no line says this" no longer stands in \S+; mend its edit\.$/,
  );
  expect(() => fittingMutant("no-such", ROOT)).toThrow(UsageError);
  expect(fittingMutant("no-floor", ROOT).name).toBe("no-floor");
});
