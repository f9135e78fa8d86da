import { region } from "@tandem/kernel";
import { expect, test } from "vitest";
import { lostEdits } from "./lost-edits.ts";
import { editRegisters, type Registers } from "./register.ts";
import { formatStamp, type Stamp } from "./stamp.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const SOUTH = region("eu-south-1");
/** Behind all others in the order of regions, so that its stamps are above theirs within one millisecond. */
const WEST_OF_WEST = region("us-west-9");

type Profile = { readonly name: string | null; readonly phone: string | null };

function at(ms: number, place = EAST) {
  return formatStamp({ ms, counter: 0, region: place });
}

/** What a region holds after an edit over all that it had seen. */
function edit(seen: readonly Registers<Profile>[], edits: Partial<Profile>, stamp: Stamp) {
  return editRegisters<Profile>(seen, edits, stamp) ?? {};
}

test("of two edits that did not know of each other the earlier is lost, and both are told", () => {
  const before = edit([], { name: "Ada" }, at(1));
  const east = edit([before], { name: "Ada L." }, at(5, EAST));
  const west = edit([before], { name: "Countess" }, at(6, WEST));

  expect(lostEdits([east, west])).toEqual([
    {
      field: "name",
      winner: { value: "Countess", stamp: at(6, WEST), over: at(1), seen: { [EAST]: at(1) } },
      loser: { value: "Ada L.", stamp: at(5, EAST), over: at(1), seen: { [EAST]: at(1) } },
    },
  ]);
  expect(lostEdits([west, east, west])).toEqual(lostEdits([east, west]));
});

test("an edit that replaces one it has seen is a succession, however close", () => {
  const east = edit([], { name: "Ada" }, at(5, EAST));
  const west = edit([east], { name: "Countess" }, at(6, WEST));

  expect(lostEdits([east, west])).toEqual([]);
});

test("two first edits did not know of each other", () => {
  const east = edit([], { name: "Ada" }, at(5, EAST));
  const west = edit([], { name: "Eve" }, at(5, WEST));

  expect(lostEdits([east, west])).toMatchObject([{ winner: { value: "Eve" }, loser: { value: "Ada" } }]);
});

test("removing a field loses to a later edit as any value does, and wins over an earlier one", () => {
  const before = edit([], { phone: "1" }, at(1));
  const east = edit([before], { phone: null }, at(5, EAST));
  const west = edit([before], { phone: "2" }, at(4, WEST));

  expect(lostEdits([east, west])).toMatchObject([{ winner: { value: null }, loser: { value: "2" } }]);
});

test("edits of different fields, and edits that say the same, decide nothing", () => {
  const east = edit([], { name: "Ada", phone: "1" }, at(5, EAST));
  const west = edit([], { name: "Ada" }, at(6, WEST));

  expect(lostEdits([east, west])).toEqual([]);
});

test("an edit made over one's own hides no edit of another region that lies below it and was not seen", () => {
  const unseen = edit([], { name: "Ada" }, at(5, EAST));
  const first = edit([], { name: "Eve" }, at(6, WEST));
  const second = edit([first], { name: "Countess" }, at(7, WEST));

  expect(lostEdits([unseen, second])).toMatchObject([{ winner: { value: "Countess" }, loser: { value: "Ada" } }]);
});

test("what a version before this one wrote is judged by the one stamp that it says", () => {
  const older: Registers<Profile> = { name: { value: "Countess", stamp: at(7, WEST), over: at(6, WEST) } };

  expect(lostEdits([edit([], { name: "Ada" }, at(5)), older])).toEqual([]);
  const above = edit([], { name: "Ada" }, at(6, WEST_OF_WEST));
  expect(lostEdits([above, older])).toMatchObject([{ loser: { value: "Ada" } }]);
});

test("an edit that one has seen who lost was replaced by him, and only he has lost", () => {
  const first = edit([], { name: "Ada" }, at(5, EAST));
  const second = edit([first], { name: "Eve" }, at(6, SOUTH));
  const third = edit([], { name: "Ida" }, at(7, WEST));

  expect(lostEdits([first, second, third])).toMatchObject([{ winner: { value: "Ida" }, loser: { value: "Eve" } }]);
});

test("an edit that does not say what it was made over accuses nobody", () => {
  const older: Registers<Profile> = { name: { value: "Countess", stamp: at(6, WEST) } };

  expect(lostEdits([edit([], { name: "Ada" }, at(5)), older])).toEqual([]);
});

test("three regions: every edit that the winner had not seen is lost", () => {
  const edits = [
    edit([], { name: "Ada" }, at(5, EAST)),
    edit([], { name: "Eve" }, at(6, WEST)),
    edit([], { name: "Ida" }, at(7, SOUTH)),
  ];

  expect(lostEdits(edits).map(({ winner, loser }) => [winner.value, loser.value])).toEqual([
    ["Ida", "Ada"],
    ["Ida", "Eve"],
  ]);
});
