/**
 * The local world for the contract tests: two regions with the front doors that make a table global. The laws get a table of
 * their own in it, which the product's functions do not know.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UpdateTableCommand, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { createDynamoClient } from "@tandem/aws";
import { assert, must } from "@tandem/kernel";
import { createWorld, type WorldAddresses, WorldRefusal } from "@tandem/local";
import { createLawTable, OTHER_REGION, REGION } from "./law-table.ts";

/** Blocks of ports to try, above those that a person uses and below those that the system hands out. */
const PORT_BASES = [14_000, 15_000, 16_000, 17_000, 18_000];
const REPLICA_READY_MAX_S = 30;
export const PARTITION = { kind: "partition", regions: [REGION, OTHER_REGION] } as const;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface LawWorld {
  readonly tableName: string;
  /** Where a region's DynamoDB is. */
  endpoint(region: string): string;
  /** Where a region's SQS is. */
  queueEndpoint(region: string): string;
  /** Stops replication both ways, or lets it go on. */
  setPartitioned(isPartitioned: boolean): Promise<void>;
  /** Has exactly these faults hold. */
  setFaults(faults: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

export async function openLawWorld(tableName: string): Promise<LawWorld> {
  const stateDirectory = mkdtempSync(join(tmpdir(), "tandem-contract-"));
  const { world, addresses } = await startSomewhere(stateDirectory);
  function addressesOf(region: string): WorldAddresses["regions"][number] {
    const found = addresses.regions.find((candidate) => candidate.region === region);
    return must(found, `the world has a region ${region}`);
  }
  const client = createDynamoClient({ region: REGION, endpoint: addressesOf(REGION).dynamodb });
  await createLawTable(client, tableName);
  const ReplicaUpdates = [{ Create: { RegionName: OTHER_REGION } }];
  await client.send(new UpdateTableCommand({ TableName: tableName, ReplicaUpdates }));
  const other = createDynamoClient({ region: OTHER_REGION, endpoint: addressesOf(OTHER_REGION).dynamodb });
  await waitUntilTableExists({ client: other, maxWaitTime: REPLICA_READY_MAX_S }, { TableName: tableName });
  async function setFaults(faults: readonly object[]): Promise<void> {
    const url = `${addresses.control}/api/faults`;
    const answers = [await fetch(url, { method: "DELETE" })];
    const headers = { "content-type": "application/json" };
    for (const fault of faults)
      answers.push(await fetch(url, { method: "POST", headers, body: JSON.stringify(fault) }));
    for (const answer of answers) assert(answer.ok, `the control API refused the fault: ${await answer.text()}`);
  }
  return {
    tableName,
    endpoint: (region) => addressesOf(region).dynamodb,
    queueEndpoint: (region) => addressesOf(region).sqs,
    setPartitioned: (isPartitioned) => setFaults(isPartitioned ? [PARTITION] : []),
    setFaults,
    async close() {
      await world.close();
      rmSync(stateDirectory, { recursive: true, force: true });
    },
  };
}

async function startSomewhere(stateDirectory: string) {
  let refusal: unknown;
  for (const portBase of PORT_BASES) {
    const world = createWorld({ root: ROOT, stateDirectory, portBase });
    try {
      const addresses: WorldAddresses = await world.start();
      return { world, addresses };
    } catch (error) {
      if (!(error instanceof WorldRefusal)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}
