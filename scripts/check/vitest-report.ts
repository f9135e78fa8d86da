/**
 * How many tests passed and failed, from vitest's JSON report. Whatever vitest calls a failure counts, also when no single test
 * failed: a file that does not load, an error outside every test, a run that found nothing or died before its report.
 */
import type { Count } from "./count.ts";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export function countReport({ code, text }: { readonly code: number; readonly text: string | undefined }): Count {
  if (text === undefined) return { passed: 0, failed: 1 };
  const report = JSON.parse(text) as Report;
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + brokenFiles;
  const failedElsewhere = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + failedElsewhere };
}
