import { expect, test } from "vitest";
import { runWithin } from "./machine.ts";

/** Only a hang takes this long. */
const LONG_MS = 30_000;

test("what ends in time ends as it does", async () => {
  await expect(runWithin(LONG_MS, async () => "done")).resolves.toBe("done");
  await expect(runWithin(LONG_MS, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
});

test("what does not end in time is given up, and told so", async () => {
  let signal: AbortSignal | undefined;

  const running = runWithin(5, (given) => {
    signal = given;
    return new Promise(() => undefined);
  });

  await expect(running).rejects.toMatchObject({ code: "timeout", message: "no answer within 5 ms" });
  expect(signal?.aborted).toBe(true);
});

test("what fails after it was given up disturbs nobody", async () => {
  const late = Promise.withResolvers<never>();

  await expect(runWithin(5, () => late.promise)).rejects.toMatchObject({ code: "timeout" });
  late.reject(new Error("too late"));

  await expect(late.promise).rejects.toThrow("too late");
});
