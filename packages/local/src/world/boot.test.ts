import { expect, test } from "vitest";
import { createBoot } from "./boot.ts";
import { WorldRefusal } from "./refusal.ts";

const quiet = { begin: () => undefined, end: () => undefined };

test("closing undoes the steps from last to first, also when one of them fails", async () => {
  const boot = createBoot(quiet);
  const undone: string[] = [];
  await boot.step(
    "one",
    () => "1",
    (started) => void undone.push(started),
  );
  await boot.step(
    "two",
    () => "2",
    () => Promise.reject(new Error("stuck")),
  );
  await boot.step(
    "three",
    () => "3",
    (started) => void undone.push(started),
  );

  await expect(boot.close()).rejects.toThrow("did not close in order");

  expect(undone).toEqual(["3", "1"]);
});

test("a step that fails is not undone, and those before it are", async () => {
  const boot = createBoot(quiet);
  const undone: string[] = [];
  await boot.step(
    "one",
    () => "1",
    (started) => void undone.push(started),
  );

  await expect(
    boot.step(
      "two",
      () => Promise.reject(new Error("no")),
      () => void undone.push("2"),
    ),
  ).rejects.toThrow("no");
  await boot.close();

  expect(undone).toEqual(["1"]);
});

test("what nobody foresaw in a step is told in two lines that name it, with the error as the cause", async () => {
  const boot = createBoot(quiet);
  const bug = new Error("not a number");

  const failure = await boot.step("the ledger", () => Promise.reject(bug)).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(WorldRefusal);
  expect((failure as Error).message).toMatch(/^[^\n]*"the ledger": not a number\n[^\n]*--fresh[^\n]*$/);
  expect((failure as Error).cause).toBe(bug);
});

test("a refusal of a step stays as it is", async () => {
  const boot = createBoot(quiet);
  const refusal = new WorldRefusal("Port 4000 is taken.");

  await expect(boot.step("ports", () => Promise.reject(refusal))).rejects.toBe(refusal);
});
