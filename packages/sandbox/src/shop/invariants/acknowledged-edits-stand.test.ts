import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { acknowledgedEditsStand } from "./acknowledged-edits-stand.ts";

const READ = { kind: "read-profile", customer: ADA } as const;

function edit(name: string | null) {
  return { kind: "edit-profile", customer: ADA, edits: { name } } as const;
}

test("an edit that was replaced knowingly and is shown again, or is gone, is seen", () => {
  for (const body of [{ name: "Ada" }, {}]) {
    const tale = createTale();
    tale.ask(EAST, edit("Ada"), { status: 200, body: {} });
    tale.ask(EAST, edit("Ada L."), { status: 200, body: {} });
    tale.askAtLast(WEST, READ, { status: 200, body });

    expect(proofOf(acknowledgedEditsStand, tale.end())).toEqual(only(acknowledgedEditsStand));
  }
});

test("of two that did not know each other either may stand, and so may one of which nothing was heard", () => {
  for (const name of ["Ada", "Countess", "Eve"]) {
    const tale = createTale();
    tale.ask(EAST, edit("Ada"), { status: 200, body: {} });
    tale.ask(WEST, edit("Countess"), { status: 200, body: {} });
    tale.ask(WEST, edit("Eve"));
    tale.askAtLast(EAST, READ, { status: 200, body: { name } });

    expect(proofOf(acknowledgedEditsStand, tale.end()).broken).toEqual([]);
  }
});
