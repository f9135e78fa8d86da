import { createManualClock, region } from "@tandem/kernel";
import { makePartition } from "@tandem/replication";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createDynamoPeerTable } from "./dynamo-peer-table.ts";
import { always, openScriptedEndpoint, type ScriptedEndpoint, serviceError } from "./scripted-endpoint.ts";

const WEST = region("us-west-2");
const ORDER = makePartition(["ORDER", "1"]);

let endpoint: ScriptedEndpoint;

beforeEach(async () => {
  endpoint = await openScriptedEndpoint();
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await endpoint.close();
});

function openPeer() {
  return createDynamoPeerTable({ region: WEST, tableName: "t", clock: createManualClock(), endpoint: endpoint.url });
}

it("reads what is asked for as its replica has it now, and knows no way to write", async () => {
  const peer = openPeer();
  endpoint.script(always({ status: 200, body: { Items: [], Count: 0 } }));

  expect(await peer.read([ORDER], { consistent: true })).toEqual([[]]);

  expect(endpoint.requests).toMatchObject([{ operation: "Query", body: { TableName: "t", ConsistentRead: true } }]);
  expect(Object.keys(peer).toSorted()).toEqual(["page", "read", "region", "walk"]);
});

it("asks once, and does not wait for a peer that says nothing", async () => {
  const peer = openPeer();

  endpoint.script(always(serviceError("InternalServerError", {}, 500)));
  await expect(peer.read([ORDER], { consistent: true })).rejects.toMatchObject({ code: "unavailable" });
  endpoint.script(always("silence"));
  await expect(peer.read([ORDER], { consistent: true })).rejects.toMatchObject({ code: "timeout" });

  expect(endpoint.requests).toHaveLength(2);
});
