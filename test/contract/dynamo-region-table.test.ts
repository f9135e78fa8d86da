import { describeRegionTableLaws } from "@tandem/replication/laws";
import { createDynamoHarness } from "./law-table.ts";
import { useLossyTable } from "./use-lossy-table.ts";

const { tableName, proxy } = useLossyTable("laws");

describeRegionTableLaws("the table on DynamoDB", () =>
  createDynamoHarness({ endpoint: proxy().url, tableName, loseAnswers: proxy().loseAnswers }),
);
