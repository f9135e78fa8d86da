import { createKeyRing } from "@tandem/http";
import { contentId, createManualClock, createSeededRandom, Fault, region } from "@tandem/kernel";
import { createMemoryRegionTable, createStampClock, type PeerTable } from "@tandem/replication";
import { expect, test } from "vitest";
import { createApiProgram } from "./api-program.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const ORDER_ID = contentId("ord", ["ada", "nobody has placed it"]);

/** The API of the east, whose peer says nothing. */
function createApi() {
  const clock = createManualClock();
  const stamps = createStampClock({ region: EAST, clock });
  const asked: string[] = [];
  const peer: PeerTable = {
    ...createMemoryRegionTable({ region: WEST, clock }),
    async read([partition]) {
      asked.push(String(partition));
      throw new Fault({ code: "timeout", message: "the peer is silent", retryable: true, mayBeDone: false });
    },
  };
  const app = createApiProgram({
    regions: [EAST, WEST],
    table: createMemoryRegionTable({ region: EAST, clock, onAnswer: stamps.witness }),
    peers: new Map([[WEST, peer]]),
    stamps,
    clock,
    random: createSeededRandom(1),
    log: () => undefined,
    metrics: { publish: () => undefined },
    tokens: { verify: async () => ({ customer: "ada", role: "customer" }) },
    peerApis: new Map(),
    keys: createKeyRing([{ id: "test", secret: "a secret of thirty-two letters, or more" }]),
    speed: 1,
    globalHost: undefined,
  });
  const read = async (id: string) => app.request(`/orders/${id}`, { headers: { Authorization: "Bearer a.b.c" } });
  return { asked, read };
}

test("a peer that is silent is asked a few times and then left alone, and each answer says that it may be stale", async () => {
  const { asked, read } = createApi();

  const answers = [];
  for (let count = 0; count < 20; count += 1) answers.push(await read(ORDER_ID));

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
  expect(new Set(answers.map(({ headers }) => headers.get("Tandem-Stale")))).toEqual(new Set(["possible"]));
  expect(asked).toEqual(Array.from({ length: 3 }, () => `ORDER#${ORDER_ID}`));
});

test("what cannot be the id of an order is not asked about", async () => {
  const { asked, read } = createApi();

  expect((await read("unknown")).status).toBe(404);
  expect(asked).toEqual([]);
});
