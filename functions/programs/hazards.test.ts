import { readFileSync } from "node:fs";
import { DELIVERY_HAZARDS } from "@tandem/delivery";
import { SHOP_HAZARDS } from "@tandem/shop";
import { expect, test } from "vitest";
import { FUNCTIONS } from "../manifest.ts";
import { HAZARDS } from "./hazards.ts";

test("every point has a name of its own and a sentence", () => {
  const count = Object.keys(DELIVERY_HAZARDS).length + Object.keys(SHOP_HAZARDS).length;

  expect(Object.keys(HAZARDS)).toHaveLength(count);
  for (const [name, sentence] of Object.entries(HAZARDS)) {
    expect(name).toMatch(/^[a-z-]+\.[a-z-]+$/);
    expect(sentence.length).toBeGreaterThan(20);
  }
});

test.each(Object.values(FUNCTIONS))(
  "$handler gives its program no hazard: in production nobody waits at a point",
  ({ handler }) => {
    const source = readFileSync(new URL(`../../${handler.replace(/\.handler$/, ".ts")}`, import.meta.url), "utf8");

    expect(source).toMatch(/export async function handler/);
    expect(source).not.toMatch(/hazard/i);
  },
);
