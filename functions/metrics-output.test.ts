import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const PROBE = fileURLToPath(new URL("./testing/publish-under-lambda.ts", import.meta.url));

test("a line reaches the standard output as it is, although Lambda puts what the console writes into an envelope", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [PROBE]);

  const [enveloped = "", line = "", end] = stdout.split("\n");
  expect(JSON.parse(enveloped)).toMatchObject({ level: "INFO", message: "by the console" });
  expect(JSON.parse(line)).toMatchObject({ _aws: expect.anything(), TickDone: 1 });
  expect(end).toBe("");
});
