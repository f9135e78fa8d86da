import { expect, test } from "vitest";
import { type Hazard, noHazard } from "./hazard.ts";

test("without a hazard every point is passed, whatever its name", async () => {
  const hazard: Hazard<"consume.after-effect"> = noHazard;

  await expect(hazard("consume.after-effect")).resolves.toBeUndefined();
});
