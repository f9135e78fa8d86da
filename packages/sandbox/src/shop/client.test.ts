import { createManualClock, regionList } from "@tandem/kernel";
import { expect, test } from "vitest";
import type { Ask } from "./ask.ts";
import { createClient } from "./client.ts";
import type { Operation, Patience, PlannedOperation } from "./plan.ts";
import { createRecorder } from "./recorder.ts";
import type { Heard } from "./shop-world.ts";
import { EAST, WEST } from "./testing/tale.ts";

const ORDER: Operation = { kind: "place-order", customer: "ada", key: "order-key-000001", lines: [] };
const PLACED: Heard = { kind: "answer", status: 201, body: { id: "ord_1", lines: [], total: 0 } };
const SILENCE: Heard = { kind: "silence", why: "no answer in time" };
const AWAY: Heard = { kind: "answer", status: 503, body: {} };
const PATIENT: Patience = { timeoutMs: 100, triesMax: 3, pauseMs: 5, moves: true };

/** A world that answers by a script, and notes what it was asked. */
function scripted(script: readonly Heard[]) {
  const clock = createManualClock();
  const asked: string[] = [];
  const asks: Ask[] = [];
  const recorder = createRecorder(clock);
  const heard = [...script];
  const world = {
    nowMs: clock.nowMs,
    sleep: async (ms: number) => clock.advance(ms),
    leadsTo: (customer: string, near: string) => (customer === "ada" && near === EAST ? WEST : EAST),
    ask: async ({ region, ask }: { region: string; ask: Ask }) => {
      asked.push(region);
      asks.push(ask);
      return heard.shift() ?? SILENCE;
    },
  };
  const client = createClient({ world, recorder, regions: regionList([EAST, WEST]), told: new Map() });
  const history = () => recorder.history({ regions: [EAST, WEST], restedMs: 0, ending: [] });
  return { asked, asks, client, history };
}

function planned(operation: Operation, patience = PATIENT): PlannedOperation {
  return { id: "operation 1", afterMs: 0, region: EAST, operation, patience };
}

test("who hears nothing, or is told to come again, asks again under the same key and elsewhere", async () => {
  const { asked, asks, client, history } = scripted([SILENCE, AWAY, PLACED]);

  await client.play(planned(ORDER));

  expect(asked).toEqual([EAST, WEST, EAST]);
  expect(new Set(asks.map(({ key }) => key)).size).toBe(1);
  expect(asks.map(({ lostAt }) => lostAt)).toEqual([undefined, EAST, "unknown"]);
  expect(history().events.map(({ kind }) => kind)).toEqual([
    "asked",
    "unanswered",
    "asked",
    "answered",
    "asked",
    "answered",
  ]);
});

test("patience ends, a refusal is taken for an answer, and a restock stays where its stock is to be", async () => {
  const refused = scripted([{ kind: "answer", status: 409, body: {} }]);
  const silent = scripted([]);
  await refused.client.play(planned(ORDER));
  await silent.client.play(planned({ kind: "restock", sku: "TEA", quantity: 1, key: "restock-key-0001" }));

  expect(refused.asked).toEqual([EAST]);
  expect(silent.asked).toEqual([EAST, EAST, EAST]);
});

test("who asks by the shared name is led anew with each try, and it is written down where to", async () => {
  const { asked, client, history } = scripted([SILENCE, SILENCE, PLACED]);

  await client.play({ ...planned(ORDER), byName: true });

  expect(asked).toEqual([WEST, EAST, WEST]);
  expect(history().events.flatMap((event) => (event.kind === "asked" ? [event.region] : []))).toEqual(asked);
});

test("a list is read to its end, and a page that went unheard is asked for again", async () => {
  const page = (next: string | null): Heard => ({ kind: "answer", status: 200, body: { items: [], next } });
  const { asks, client } = scripted([page("two"), SILENCE, page("three"), page(null)]);

  await client.play(planned({ kind: "list-orders", customer: "ada", limit: 1 }));

  expect(asks.map(({ path }) => path)).toEqual([
    "/orders?limit=1",
    "/orders?limit=1&cursor=two",
    "/orders?limit=1&cursor=two",
    "/orders?limit=1&cursor=three",
  ]);
});

test("an order is read by whoever was told its id, and by nobody else", async () => {
  const told = scripted([PLACED, PLACED]);
  const untold = scripted([SILENCE]);
  const reading: Operation = { kind: "read-order", customer: "ada", placedBy: "operation 1" };
  for (const { client } of [told, untold]) {
    await client.play(planned(ORDER, { ...PATIENT, triesMax: 1 }));
    await client.play(planned(reading));
  }

  expect(told.asks.map(({ path }) => path)).toEqual(["/orders", "/orders/ord_1"]);
  expect(untold.asks.map(({ path }) => path)).toEqual(["/orders"]);
});
