import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { until } from "../fixtures/caller.ts";
import {
  EAST,
  startGlobalTable,
  startTestWorld,
  TABLE,
  tableOf,
  temporaryDirectory,
  WEST,
  WORLD_TEST_MS,
} from "../fixtures/test-world.ts";
import { openJournal } from "../journal/journal.ts";
import { createTableCatalog } from "./table-catalog.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const key = { pk: { S: "a" }, n: { N: "1" } };

test("a table whose creation was cut short has its stream at the next start", async () => {
  const directory = temporaryDirectory();
  const first = await startTestWorld({ directory });
  await first.call(EAST).ok("CreateTable", { ...tableOf(TABLE), StreamSpecification: undefined });
  await first.dynamo.close();
  const journal = openJournal(join(directory, EAST, "journal.db"));
  journal.run("INSERT INTO setting (name, value) VALUES (?, ?)", `creating ${TABLE}`, "NEW_AND_OLD_IMAGES");
  journal.close();

  const second = await startTestWorld({ directory });
  await second.call(EAST).ok("PutItem", { TableName: TABLE, Item: key });

  expect(second.dynamo.region(EAST).stream(TABLE)?.read({ position: "0", limit: 10 }).records).toHaveLength(1);
});

test("a replica that was not told of another is told at the next start, and owes it what it wrote alone", async () => {
  const directory = temporaryDirectory();
  const first = await startGlobalTable({ directory });
  await first.dynamo.close();
  const journal = openJournal(join(directory, WEST, "journal.db"));
  const tables = createTableCatalog(journal);
  for (const table of tables.all()) tables.put({ ...table, replicas: [] });
  journal.close();

  const second = await startTestWorld({ directory });
  await second.call(WEST).ok("PutItem", { TableName: TABLE, Item: key });

  await until(async () => (await second.call(EAST).item(TABLE, key)) !== undefined, "the item in the east");
});

test("an empty table that a replica's creation left behind is no obstacle; one with items is", async () => {
  const { call } = await startTestWorld();
  const create = { TableName: TABLE, ReplicaUpdates: [{ Create: { RegionName: WEST } }] };
  for (const where of [EAST, WEST]) await call(where).ok("CreateTable", tableOf(TABLE));
  await call(WEST).ok("PutItem", { TableName: TABLE, Item: key });

  const refused = await call(EAST).raw("UpdateTable", create);
  await call(WEST).ok("DeleteItem", { TableName: TABLE, Key: key });
  const made = await call(EAST).raw("UpdateTable", create);

  expect(refused.body.__type).toMatch("ResourceInUseException");
  expect(made.status).toBe(200);
});
