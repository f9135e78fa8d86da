import { expect, test } from "vitest";
import { countReport } from "./vitest-report.ts";

const report = (numPassedTests: number, numFailedTests: number, files: readonly (readonly string[])[] = []) =>
  JSON.stringify({
    numPassedTests,
    numFailedTests,
    testResults: files.map(([status, ...tests]) => ({
      status,
      assertionResults: tests.map((test) => ({ status: test })),
    })),
  });

test("tests are counted as they are", () => {
  const text = report(2, 1, [
    ["passed", "passed"],
    ["failed", "passed", "failed"],
  ]);

  expect(countReport({ code: 1, text })).toEqual({ passed: 2, failed: 1 });
});

test("a file that does not load is a failure, though no test of it ran", () => {
  expect(countReport({ code: 1, text: report(2, 0, [["passed", "passed", "passed"], ["failed"]]) })).toEqual({
    passed: 2,
    failed: 1,
  });
});

test("a run that failed outside every test is a failure", () => {
  expect(countReport({ code: 1, text: report(2, 0, [["passed", "passed", "passed"]]) })).toEqual({
    passed: 2,
    failed: 1,
  });
});

test("nothing run is a failure, and so is no report at all", () => {
  expect(countReport({ code: 0, text: report(0, 0) })).toEqual({ passed: 0, failed: 1 });
  expect(countReport({ code: 0, text: undefined })).toEqual({ passed: 0, failed: 1 });
});
