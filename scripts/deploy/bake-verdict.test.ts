import { expect, test } from "vitest";
import { type History, judgeLooks, type RegionLook } from "./bake-verdict.ts";

const look = (ok: boolean, more: Partial<RegionLook> = {}): RegionLook => {
  return {
    region: "us-west-2",
    isRequired: true,
    newAlarms: [],
    awaited: [],
    measures: [{ name: "readiness", ok, saw: "503" }],
    ...more,
  };
};

/** The verdict after each look, `+` good and `-` failed: `.` goes on, `!` stops. */
function verdicts(looks: string): string {
  let history: History = new Map();
  return [...looks]
    .map((each) => {
      const verdict = judgeLooks(history, [look(each === "+")]);
      history = verdict.history;
      return verdict.stop === undefined ? "." : "!";
    })
    .join("");
}

test.each([
  ["three failures in a row stop", "+--+---", "......!"],
  ["also at the very beginning", "---", "..!"],
  ["five of the last twenty stop, though never two in a row", "-+-+-+-+-", "........!"],
  ["failures are forgotten after twenty looks", `-+-+-+-+${"+".repeat(20)}-+-`, ".".repeat(31)],
  ["a good look never stops", "-+-+-+-++++", "..........."],
])("%s", (_, looks, expected) => {
  expect(verdicts(looks)).toBe(expected);
});

test("a new alarm stops at once, also in a region whose silence would not", () => {
  const verdict = judgeLooks(new Map(), [
    look(true),
    look(true, { region: "us-east-1", isRequired: false, newAlarms: ["lag"] }),
  ]);

  expect(verdict.stop).toBe("in us-east-1 lag is in ALARM, and not before");
});

test("the silence of a region that is not required stops nothing, and takes nothing from a good look", () => {
  let history: History = new Map();
  for (let index = 0; index < 10; index += 1) {
    const verdict = judgeLooks(history, [look(true), look(false, { region: "us-east-1", isRequired: false })]);
    history = verdict.history;
    expect(verdict).toMatchObject({ stop: undefined, isGood: true });
  }
});

test("a look with a failure is no good one, though it does not stop", () => {
  expect(judgeLooks(new Map(), [look(false)])).toMatchObject({ stop: undefined, isGood: false });
});
