import { must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST, keyOf, WEST } from "../testing/tale.ts";
import { outboxItem, sellTea, stockTea } from "../testing/tea-shop.ts";
import { regionsAgree } from "./regions-agree.ts";

test("an item that one region holds and the other does not is a difference, and so is another content", () => {
  for (const change of ["gone", "other"] as const) {
    const tale = createTale();
    stockTea(tale, 5);
    const note = { ...outboxItem(EAST, sellTea(tale)), partition: "BEATS" as never };
    tale.write(note);
    const west = must(tale.standing.get(WEST), "the west is there");
    if (change === "gone") west.delete(keyOf(note));
    else west.set(keyOf(note), { ...note, commitId: "cmt_another" });

    expect(proofOf(regionsAgree, tale.end())).toEqual(only(regionsAgree));
  }
});

test("what has expired counts as absent, wherever it still lies", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const note = { ...outboxItem(EAST, sellTea(tale)), partition: "NOTES" as never };
  tale.standing.get(WEST)?.set(keyOf(note), { ...note, kind: "fact", expiresAtS: 1 });

  expect(proofOf(regionsAgree, tale.end()).broken).toEqual([]);
});
