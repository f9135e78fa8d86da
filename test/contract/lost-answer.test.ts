import { createDynamoClient, createDynamoRegionTable } from "@tandem/aws";
import { createManualClock } from "@tandem/kernel";
import { formatStamp, makeKey, makePartition } from "@tandem/replication";
import { undeclaredAdjust, undeclaredFact } from "@tandem/replication/laws";
import { expect, it } from "vitest";
import { PATIENCE, REGION } from "./law-table.ts";
import { useLossyTable } from "./use-lossy-table.ts";

const { tableName, proxy } = useLossyTable("lost");

it("the SDK's own second try of a commit whose answer was lost is done, not refused, and adds once", async () => {
  const client = createDynamoClient({ region: REGION, endpoint: proxy().url, ...PATIENCE });
  const table = createDynamoRegionTable({ client, tableName, region: REGION, clock: createManualClock() });
  const partition = makePartition(["ORDER", "ord_1"]);
  const key = (name: string) => makeKey({ partition, name, region: REGION });
  const stamp = formatStamp({ ms: 1_800_000_000_000, counter: 0, region: REGION });
  const alone = undeclaredFact({ key: key("ALONE"), v: 1, data: {} });
  const anchor = undeclaredFact({ key: key("ANCHOR"), v: 1, data: {} });
  const adjust = undeclaredAdjust({ key: key("ESCROW"), v: 1, by: { n: { add: 5 } } });

  proxy().loseAnswers(1);
  expect(await table.commit({ id: "commit-alone", stamp, writes: [alone] })).toEqual({ ok: true });
  proxy().loseAnswers(1);
  expect(await table.commit({ id: "commit-both", stamp, writes: [anchor, adjust] })).toEqual({ ok: true });

  const [items = []] = await table.read([partition], { consistent: true });
  expect(items).toHaveLength(3);
  expect(items.find(({ kind }) => kind === "counter")).toMatchObject({ numbers: { n: 5 } });
});
