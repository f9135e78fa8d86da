import { expect, test } from "vitest";
import { createStartGate } from "./start-gate.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("as many enter as there are places, and the others in the order in which they came", async () => {
  const gate = createStartGate(2);
  const entered: string[] = [];
  const leave = new Map<string, () => void>();
  for (const name of ["one", "two", "three", "four"]) {
    void gate.enter().then((giveBack) => {
      entered.push(name);
      leave.set(name, giveBack);
    });
  }
  await turn();
  expect(entered).toEqual(["one", "two"]);

  leave.get("two")?.();
  await turn();

  expect(entered).toEqual(["one", "two", "three"]);
});

test("a place that is given back twice is one place", async () => {
  const gate = createStartGate(1);
  const leave = await gate.enter();
  const entered: string[] = [];
  for (const name of ["one", "two"]) void gate.enter().then(() => entered.push(name));

  leave();
  leave();
  await turn();

  expect(entered).toEqual(["one"]);
});
