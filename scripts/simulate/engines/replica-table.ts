/** One replica of the product's table, seen from outside: what it holds, what happened to it, and a way to empty it. */
import type { AttributeValues } from "@tandem/aws";
import { must, type Region } from "@tandem/kernel";
import type { Item } from "@tandem/replication";
import { itemFromTable } from "./item-from-table.ts";
import { createTableCall, type TableCall, type TableEndpoint } from "./table-call.ts";

export interface ReplicaTable {
  readonly region: Region;
  readonly call: TableCall;
  readonly name: string;
  /** Everything in it, from consistent reads. */
  items(): Promise<readonly Item[]>;
  /** Deletes everything that is in it now; the deletions replicate like any other. */
  clear(): Promise<void>;
}

interface Page {
  readonly Items: readonly AttributeValues[];
  readonly LastEvaluatedKey?: AttributeValues;
}

/** DynamoDB takes this many writes at once. */
const WRITES_MAX = 25;
/** A table that is throttled leaves writes undone; it is asked again this often. */
const ROUNDS_MAX = 20;

/** The world has one table, which the product's own code named. */
export async function openReplicaTable(endpoint: TableEndpoint): Promise<ReplicaTable> {
  const call = createTableCall(endpoint);
  const { TableNames } = await call<{ readonly TableNames: readonly string[] }>("ListTables", {});
  const name = must(TableNames[0], `${endpoint.region} has no table: has its world started?`);

  async function scan(): Promise<readonly AttributeValues[]> {
    const found: AttributeValues[] = [];
    let start: AttributeValues | undefined;
    do {
      const from = start === undefined ? {} : { ExclusiveStartKey: start };
      const page: Page = await call("Scan", { TableName: name, ConsistentRead: true, ...from });
      found.push(...page.Items);
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return found;
  }

  async function erase(keys: readonly object[]): Promise<void> {
    let waiting: readonly object[] = keys.map((Key) => ({ DeleteRequest: { Key } }));
    for (let round = 0; waiting.length > 0 && round < ROUNDS_MAX; round += 1) {
      const answer = await call<{ readonly UnprocessedItems?: Readonly<Record<string, readonly object[]>> }>(
        "BatchWriteItem",
        { RequestItems: { [name]: waiting } },
      );
      waiting = answer.UnprocessedItems?.[name] ?? [];
    }
  }

  return {
    region: endpoint.region,
    call,
    name,
    items: async () => (await scan()).map(itemFromTable),
    async clear() {
      const keys = (await scan()).map(({ pk, sk }) => ({ pk, sk }));
      for (let from = 0; from < keys.length; from += WRITES_MAX) await erase(keys.slice(from, from + WRITES_MAX));
    },
  };
}
