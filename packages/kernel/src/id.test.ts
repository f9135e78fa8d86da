import { expect, it } from "vitest";
import { contentId, randomId } from "./id.ts";
import { createSeededRandom } from "./random.ts";

const SHAPE = /^ord_[0-9abcdefghjkmnpqrstvwxyz]{24}$/;

it("a random id tells what it names, is safe in a URL, and never comes twice", () => {
  const random = createSeededRandom(7);
  const ids = Array.from({ length: 10_000 }, () => randomId("ord", random));

  expect(ids.every((id) => SHAPE.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
});

it("the same parts give the same id everywhere and for ever", () => {
  const id = contentId("ord", ["cus_1", "key-0123456789abcdef"]);

  expect(id).toMatch(SHAPE);
  // Written out: orders are found under it, so that a change of this value loses them.
  expect(id).toBe("ord_n68rcbk2xnv4f2hm0edgzjkn");
});

it("parts cannot run together, and their order counts", () => {
  const ids = [["ab", "c"], ["a", "bc"], ["abc"], ["c", "ab"], ['ab","c']].map((parts) => contentId("ord", parts));

  expect(new Set(ids).size).toBe(ids.length);
});

it("a prefix is two to five small letters", () => {
  for (const prefix of ["", "o", "orders", "Ord", "or-d", "or1"]) {
    expect(() => randomId(prefix, createSeededRandom(1))).toThrow("prefix");
    expect(() => contentId(prefix, ["a"])).toThrow("prefix");
  }
});
