import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { conflictItem, profileItem, stampAt } from "../testing/people-items.ts";
import { createTale, EAST, WEST } from "../testing/tale.ts";
import { losersAreTold } from "./losers-are-told.ts";

const SIDES = { winner: stampAt(6, WEST), loser: stampAt(5, EAST) };

function twoEdits() {
  const tale = createTale();
  tale.write(profileItem(EAST, { name: { value: "Ada", atMs: 5 } }));
  tale.write(profileItem(WEST, { name: { value: "Countess", atMs: 6 } }));
  return tale;
}

test("an edit that has lost to one that did not know it, of which nobody is told, is seen", () => {
  expect(proofOf(losersAreTold, twoEdits().end())).toEqual(only(losersAreTold));
});

test("told by one region, or by both under one id, it is as it is to be", () => {
  const tale = twoEdits();
  tale.write(conflictItem(EAST, SIDES));
  tale.write(conflictItem(WEST, SIDES));

  expect(proofOf(losersAreTold, tale.end()).broken).toEqual([]);
});

test("told under two ids, or with the earlier as the winner, it is not", () => {
  const wrongs = [
    { ...SIDES, id: "cfl_another" },
    { winner: SIDES.loser, loser: SIDES.winner },
  ];
  for (const wrong of wrongs) {
    const tale = twoEdits();
    tale.write(conflictItem(EAST, SIDES));
    tale.write(conflictItem(WEST, wrong));

    expect(proofOf(losersAreTold, tale.end())).toEqual(only(losersAreTold));
  }
});

test("a list that leaves it out, or shows it twice, is seen", () => {
  const item = conflictItem(EAST, SIDES);
  const shown = { id: item.data["id"] };
  for (const items of [[], [shown, shown]]) {
    const tale = twoEdits();
    tale.write(item);
    tale.askAtLast(WEST, { kind: "list-conflicts", limit: 25 }, { status: 200, body: { items, next: null } });

    expect(proofOf(losersAreTold, tale.end())).toEqual(only(losersAreTold));
  }
});
