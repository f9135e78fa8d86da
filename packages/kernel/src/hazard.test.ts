import { expect, test } from "vitest";
import { type Hazard, noHazard } from "./hazard.ts";
import { createMortalHazard } from "./mortal-hazard.ts";

test("without a hazard every point is passed, whatever its name", async () => {
  const hazard: Hazard<"consume.after-effect"> = noHazard;

  await expect(hazard("consume.after-effect")).resolves.toBeUndefined();
});

test("who dies at a point has reached it and never goes on, and goes on from all others", async () => {
  const { hazard, reached, death } = createMortalHazard("b");
  const passed: string[] = [];
  const live = async () => {
    for (const name of ["a", "b", "c"]) {
      await hazard(name);
      passed.push(name);
    }
    return "lived";
  };

  expect(await Promise.race([live(), death])).toBe("died");
  expect(passed).toEqual(["a"]);
  expect(reached).toEqual(["a", "b"]);
});
