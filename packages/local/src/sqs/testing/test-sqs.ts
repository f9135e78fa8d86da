/** For tests: SQS of one region in a temporary folder, and a client of the AWS SDK that speaks to it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQSClient } from "@aws-sdk/client-sqs";
import { region } from "@tandem/kernel";
import { startWatchdog } from "../../supervision/watchdog.ts";
import { silentLog } from "../../world/log.ts";
import { createPace } from "../../world/pace.ts";
import { createLocalSqs, type LocalSqs } from "../local-sqs.ts";

export interface TestSqs {
  readonly sqs: LocalSqs;
  readonly client: SQSClient;
  readonly directory: string;
  close(): Promise<void>;
}

export interface TestSqsOptions {
  readonly speed?: number;
  readonly regionName?: string;
  readonly accountId?: string;
}

export async function startTestSqs(options: TestSqsOptions = {}): Promise<TestSqs> {
  const { speed = 1, regionName = "us-east-1", accountId = "111122223333" } = options;
  const directory = await mkdtemp(join(tmpdir(), "tandem-sqs-"));
  const watchdog = await startWatchdog();
  const sqs = await createLocalSqs({
    region: region(regionName),
    port: 0,
    directory: join(directory, "sqs"),
    accountId,
    pace: createPace(speed),
    watchdog,
    log: silentLog,
  });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SQSClient({ region: regionName, endpoint: sqs.url, credentials, maxAttempts: 1 });
  return {
    sqs,
    client,
    directory,
    async close() {
      client.destroy();
      await sqs.close();
      await watchdog.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
