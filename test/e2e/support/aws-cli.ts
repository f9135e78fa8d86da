/**
 * The AWS CLI against a local world: the real program with made-up credentials and a home of its own, so that nothing of the
 * machine's own AWS settings is seen or touched.
 */
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface AwsCli {
  /** What it printed, read as JSON. */
  call(service: "dynamodb" | "sqs", ...args: readonly string[]): Promise<unknown>;
  dispose(): void;
}

export function createAwsCli(region: string, endpoints: { readonly dynamodb: string; readonly sqs: string }): AwsCli {
  const home = mkdtempSync(join(tmpdir(), "tandem-aws-home-"));
  const env = {
    PATH: process.env["PATH"],
    HOME: home,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_PAGER: "",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  return {
    async call(service, ...args) {
      const { stdout } = await run(
        "aws",
        [service, ...args, "--endpoint-url", endpoints[service], "--output", "json"],
        { env },
      );
      return stdout.trim() === "" ? undefined : JSON.parse(stdout);
    },
    dispose: () => rmSync(home, { recursive: true, force: true }),
  };
}

export function isAwsCliInstalled(): boolean {
  try {
    execFileSync("aws", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
