/** A table on a real engine behind a proxy that loses answers when told: set up before a file's tests, and gone after them. */
import { createDynamoClient } from "@tandem/aws";
import { must } from "@tandem/kernel";
import { beforeAll, vi } from "vitest";
import { openDynamodbEngine } from "./dynamodb-engine.ts";
import { createLawTable, REGION } from "./law-table.ts";
import { type LossyProxy, openLossyProxy } from "./lossy-proxy.ts";

export interface LossyTable {
  readonly tableName: string;
  /** The way to the table; there once the tests of the file have begun. */
  proxy(): LossyProxy;
}

export function useLossyTable(prefix: string): LossyTable {
  const tableName = `${prefix}-${process.pid}-${Date.now()}`;
  let opened: LossyProxy | undefined;

  beforeAll(async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    const engine = await openDynamodbEngine();
    const proxy = await openLossyProxy({ upstream: engine.url });
    opened = proxy;
    await createLawTable(createDynamoClient({ region: REGION, endpoint: engine.url }), tableName);
    return async () => {
      await proxy.close();
      await engine.close();
    };
  });

  return { tableName, proxy: () => must(opened, "the proxy is open while the file's tests run") };
}
