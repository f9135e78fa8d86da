import { expect, test } from "vitest";
import { createCodebase } from "./codebase/codebase.ts";
import { manifest } from "./codebase/example.ts";
import { describeFaces } from "./face.ts";

test("a face is every name of every entry, sorted, with types marked", () => {
  const codebase = createCodebase(
    new Map([
      ["packages/shop/package.json", manifest("shop", [], [".", "./laws"])],
      ["packages/shop/src/index.ts", 'export { placeOrder, type Order } from "./order.ts";\nexport interface Cart {}'],
      ["packages/shop/src/laws.ts", "export function describeLaws(): void {}\nfunction inner() {}"],
    ]),
  );

  expect(describeFaces(codebase)).toBe(
    "@tandem/shop\n  type Cart\n  type Order\n  placeOrder\n\n@tandem/shop/laws\n  describeLaws\n",
  );
});
