import { drawOne, drawSome, foldLaws } from "@tandem/replication/laws";
import { describe, expect, test } from "vitest";
import { evacuationOf, modeOf, RESTRICTION_KINDS, restrictionsOf, strictestOn } from "./restrictions.ts";
import { EAST, liftItem, restrictItem, WEST } from "./testing/restriction-items.ts";

const ids = (items: Parameters<typeof restrictionsOf>[0]) => restrictionsOf(items).map(({ id }) => id);

test("what nobody lifted stands", () => {
  expect(restrictionsOf([])).toEqual([]);
  expect(ids([restrictItem("read-only", EAST, { id: "one" }), liftItem(["other"], { id: "lift" })])).toEqual(["one"]);
});

test("what a lift names stands no more, whichever of the two arrived first", () => {
  const one = restrictItem("evacuated", EAST, { id: "one" });
  const lift = liftItem(["one"], { id: "lift", through: EAST });

  expect(ids([one, lift])).toEqual([]);
  expect(ids([lift, one])).toEqual([]);
});

test("a restriction outlives the lift of an operator who had not seen it", () => {
  const seen = restrictItem("evacuated", EAST, { id: "seen" });
  const unseen = restrictItem("evacuated", EAST, { id: "unseen", through: EAST });
  const lift = liftItem(["seen"], { id: "lift" });

  expect(ids([seen, unseen, lift])).toEqual(["unseen"]);
});

test("the strictest comes first, and of equals the oldest", () => {
  const items = [
    restrictItem("no-effects", EAST, { id: "d", atMs: 1 }),
    restrictItem("evacuated", EAST, { id: "later", atMs: 9 }),
    restrictItem("read-only", EAST, { id: "c", atMs: 2 }),
    restrictItem("evacuated", EAST, { id: "earlier", atMs: 8 }),
    restrictItem("lost", EAST, { id: "a", atMs: 10 }),
  ];

  expect(ids(items)).toEqual(["a", "earlier", "later", "c", "d"]);
  expect(ids(items.toReversed())).toEqual(ids(items));
});

test("a lift of the strictest leaves what is less strict", () => {
  const items = [restrictItem("evacuated", EAST, { id: "one" }), restrictItem("read-only", EAST, { id: "two" })];

  expect(strictestOn(restrictionsOf(items), EAST)?.kind).toBe("evacuated");
  expect(strictestOn(restrictionsOf([...items, liftItem(["one"], { id: "lift" })]), EAST)?.kind).toBe("read-only");
});

test("a restriction is about its subject, not about the region it was written through", () => {
  const restrictions = restrictionsOf([restrictItem("evacuated", EAST, { id: "one", through: WEST })]);

  expect(strictestOn(restrictions, EAST)?.id).toBe("one");
  expect(strictestOn(restrictions, WEST)).toBeUndefined();
});

describe("what a kind comes to", () => {
  const MODES = {
    lost: "evacuated",
    evacuated: "evacuated",
    "read-only": "read-only",
    "no-effects": "normal",
  } as const;

  test.each(RESTRICTION_KINDS)("%s", (kind) => {
    const restrictions = restrictionsOf([restrictItem(kind, EAST, { id: "one" })]);

    expect(modeOf(restrictions, EAST)).toBe(MODES[kind]);
    expect(modeOf(restrictions, WEST)).toBe("normal");
    expect(evacuationOf(restrictions, EAST)?.id).toBe(MODES[kind] === "evacuated" ? "one" : undefined);
  });
});

test("what a newer version wrote is not guessed at", () => {
  expect(() => restrictionsOf([restrictItem("read-only", EAST, { id: "one", v: 2 })])).toThrow("has version 2");
});

test("items end in the region they are written through, as all items do", () => {
  expect(restrictItem("lost", EAST, { id: "rst_1", through: WEST }).sort).toBe("RESTRICT#rst_1#us-west-2");
  expect(liftItem(["rst_1"], { id: "lft_1", through: EAST }).sort).toBe("LIFT#lft_1#us-east-1");
});

describe("restrictions, whatever of them has arrived", () => {
  foldLaws({
    items: (random) => {
      const ids = ["a", "b", "c"];
      const restrictions = drawSome(random, ids).map((id) => {
        return restrictItem(drawOne(random, RESTRICTION_KINDS), EAST, { id, atMs: 1 + ids.indexOf(id) });
      });
      const lifts = drawSome(random, ids).map((id) => liftItem([id], { id: `lift-${id}`, through: EAST }));
      return [...restrictions, ...lifts];
    },
    fold: restrictionsOf,
  });
});
