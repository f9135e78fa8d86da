import { createManualClock } from "@tandem/kernel";
import { expect, test } from "vitest";
import type { Patience, Plan } from "./plan.ts";
import { createPlay } from "./play-plan.ts";
import { createRecorder } from "./recorder.ts";
import { EAST, WEST } from "./testing/tale.ts";
import { triesOf } from "./try.ts";

const PATIENCE: Patience = { timeoutMs: 100, triesMax: 1, pauseMs: 0, moves: false };
const READING = { region: WEST, operation: { kind: "read-product", sku: "TEA" }, patience: PATIENCE } as const;
const PLAN: Plan = {
  regions: [EAST, WEST],
  customers: ["ada", "bob"],
  skus: ["TEA", "CUP"],
  operations: [
    { id: "one", afterMs: 10, ...READING },
    { id: "two", afterMs: 20, ...READING },
  ],
};

/** A page of nothing, and an order of nothing, as whoever reads it asks. */
const ANSWER = { items: [], next: null, id: "ord_1", lines: [], total: 0 };

function play() {
  const clock = createManualClock();
  const recorder = createRecorder(clock);
  const slept: number[] = [];
  const world = {
    nowMs: clock.nowMs,
    sleep: async (ms: number) => void slept.push(ms),
    leadsTo: () => EAST,
    ask: async () => ({ kind: "answer", status: 200, body: ANSWER }) as const,
  };
  const history = () => recorder.history({ regions: PLAN.regions, restedMs: clock.nowMs(), ending: [] });
  return { slept, history, play: createPlay({ plan: PLAN, world, recorder }) };
}

test("each operation begins at its time, whatever the others do", async () => {
  const { slept, history, play: played } = play();

  await played.people();

  expect(slept).toEqual([10, 20]);
  expect(triesOf(history()).map(({ operationId }) => operationId)).toEqual(["one", "two"]);
});

test("the last look asks every region for every customer's orders, every product, and the catalog", async () => {
  const { history, play: played } = play();

  await played.lastLook();

  const looks = triesOf(history());
  const kinds = Object.entries(Object.groupBy(looks, ({ region, operation }) => `${operation.kind} in ${region}`));
  expect(kinds.map(([kind, tries]) => [kind, tries?.length])).toEqual([
    [`list-orders in ${EAST}`, 4],
    [`read-product in ${EAST}`, 2],
    [`list-products in ${EAST}`, 1],
    [`list-orders in ${WEST}`, 4],
    [`read-product in ${WEST}`, 2],
    [`list-products in ${WEST}`, 1],
  ]);
  expect(new Set(looks.map(({ operationId }) => operationId)).size).toBe(looks.length);
});

test("the last writes put, restock and buy in every region, in that order", async () => {
  const { history, play: played } = play();

  await played.lastWrites();

  const east = triesOf(history()).filter(({ region }) => region === EAST);
  expect(east.map(({ operation }) => operation.kind)).toEqual([
    "put-product",
    "restock",
    "place-order",
    "add-to-cart",
    "check-out",
  ]);
});
