import { expect, test } from "vitest";
import { named, runProgram } from "./testing/run-program.ts";

const BUILT = { "built/api/bundle.mjs": "export const handler = 1;" };

function api(handler: string): string {
  return `new sst.aws.Function("Api", { bundle: "built/api", handler: "${handler}" });`;
}

test("code that is built already is taken as it is, and changes the key when it changes", async () => {
  const one = named(await runProgram(api("bundle.handler"), { files: BUILT }), "ApiFunction");
  const files = { "built/api/bundle.mjs": "export const handler = 2;" };
  const other = named(await runProgram(api("bundle.handler"), { files }), "ApiFunction");

  expect(one.inputs["handler"]).toBe("bundle.handler");
  expect(one.inputs["s3Key"]).not.toBe(other.inputs["s3Key"]);
});

test("a handler that its bundle does not hold ends the run", async () => {
  await expect(runProgram(api("index.handler"), { files: BUILT })).rejects.toThrow(
    /Function Api: built\/api holds no file for its handler index\.handler/,
  );
});

test("a handler without a source ends the run", async () => {
  await expect(runProgram(`new sst.aws.Function("Api", { handler: "src/gone.handler" });`)).rejects.toThrow(
    /Function Api: there is no source for its handler src\/gone\.handler/,
  );
});

test("a program that the program runs is run once", async () => {
  const body = `
    const { execFileSync } = await import("node:child_process");
    return { time: execFileSync(process.execPath, ["-p", "process.hrtime()"], { encoding: "utf8" }) };`;

  expect((await runProgram(body)).outputs).toEqual((await runProgram(body)).outputs);
});
