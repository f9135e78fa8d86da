import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { isConfirmed } from "./confirmation.ts";

async function answer(act: (input: PassThrough, controller: AbortController) => void): Promise<boolean> {
  const input = new PassThrough();
  const controller = new AbortController();
  const confirmed = isConfirmed("production", { input, output: new PassThrough(), signal: controller.signal });
  act(input, controller);
  return confirmed;
}

test("only the name of the environment is a yes", async () => {
  expect(await answer((input) => input.write("production\n"))).toBe(true);
  expect(await answer((input) => input.write("y\n"))).toBe(false);
  expect(await answer((input) => input.write("\n"))).toBe(false);
});

test("an end of the input and an interruption are a no", async () => {
  expect(await answer((input) => input.end())).toBe(false);
  expect(await answer((_, controller) => controller.abort())).toBe(false);
});
