import { expect, test } from "vitest";
import { createBoot } from "./boot.ts";

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
