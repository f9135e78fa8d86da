import { Fault } from "@tandem/kernel";
import { type Commit, formatStamp, makeKey } from "@tandem/replication";
import { undeclaredFact } from "@tandem/replication/laws";
import { expect, it } from "vitest";
import type { FaultPlan } from "../machine/fault-plan.ts";
import { START_MS } from "../machine/machine.ts";
import { createQuietWorld } from "../machine/testing/quiet-world.ts";
import { createCarelessView } from "./careless-view.ts";
import { createReplicaEndpoint } from "./replica-endpoint.ts";
import { createTablePort } from "./table-port.ts";
import { EAST, partitionOf, put } from "./testing/items.ts";
import { createTransactionConflicts } from "./transaction-conflicts.ts";

function createBench(plan: Partial<FaultPlan> = {}, seed = 1) {
  const { machine, environment, until } = createQuietWorld(plan, seed);
  const endpoint = createReplicaEndpoint({ region: EAST, nowMs: machine.nowMs });
  const carelessView = createCarelessView({ endpoint, nowMs: machine.nowMs, random: machine.fork("view") });
  const state: { refused?: "read" | "write" } = {};
  const heard: number[] = [];
  const table = createTablePort({
    environment,
    onAnswer: (tableTimeMs) => heard.push(tableTimeMs),
    service: {
      region: EAST,
      replica: endpoint.replica,
      carelessView,
      conflicts: createTransactionConflicts(EAST, machine.nowMs),
      nowMs: machine.nowMs,
      refusal: (call) =>
        call === state.refused
          ? new Fault({ code: "unavailable", message: "away", retryable: true, mayBeDone: false })
          : undefined,
    },
  });
  /** What became of `work` once `ms` have passed. */
  async function outcome<T>(work: Promise<T>, ms = 60_000): Promise<T | Fault> {
    const settled = work.catch((error: Fault) => error);
    await until(ms);
    return settled;
  }
  return { machine, environment, until, endpoint, table, state, heard, outcome };
}

function placing(id: string): Commit {
  const key = makeKey({ partition: partitionOf(), name: "PLACED", region: EAST });
  const stamp = formatStamp({ ms: START_MS, counter: 0, region: EAST });
  return { id, stamp, writes: [undeclaredFact({ key, v: 1, data: {} })] };
}

it("a commit whose answer was lost is tried again, and finds itself", async () => {
  const { table, outcome, endpoint } = createBench({
    calls: [{ kind: "answer-lost", target: { what: "commit" }, rate: 1, untilMs: 1_000 }],
  });

  const result = await outcome(table.commit(placing("cmt-0001")));

  expect(result).toEqual({ ok: true });
  expect(endpoint.replica.list(partitionOf())).toMatchObject([{ commitId: "cmt-0001" }]);
});

it("the fault that is left after the last try says whether any of them may be done", async () => {
  const mixed = createBench({
    calls: [
      { kind: "answer-lost", target: {}, rate: 1, untilMs: 100 },
      { kind: "throttled", target: {}, rate: 1, fromMs: 100 },
    ],
  });
  const throttled = createBench({ calls: [{ kind: "throttled", target: {}, rate: 1 }] });

  const results = [
    await mixed.outcome(mixed.table.commit(placing("cmt-0001"))),
    await throttled.outcome(throttled.table.commit(placing("cmt-0001"))),
  ];

  expect(results).toMatchObject([
    { code: "throttled", mayBeDone: true },
    { code: "throttled", mayBeDone: false },
  ]);
});

it("a table that takes no writes still answers reads", async () => {
  const { table, state, outcome } = createBench();
  state.refused = "write";

  const [written, read] = (await outcome(
    Promise.all([
      table.commit(placing("cmt-0001")).catch((error: Fault) => error.code),
      table.read([partitionOf()], { consistent: true }),
    ]),
  )) as readonly unknown[];

  expect([written, read]).toEqual(["unavailable", [[]]]);
});

it("tells the table's time, in whole seconds, when an answer arrives and not before", async () => {
  const { table, heard, until, outcome } = createBench({
    latencies: [{ target: {}, ms: [20, 20] }],
    calls: [{ kind: "answer-lost", target: {}, rate: 1, untilMs: 1_500 }],
  });
  await until(1_499);
  const work = table.walk({ limit: 1 });

  await until(1_510);
  const before = [...heard];
  await outcome(work);

  expect(before).toEqual([]);
  expect(heard).toEqual([START_MS + 3_000]);
});

it("what has expired is judged by the program's own clock, and the table's time is the table's", async () => {
  const { table, environment, endpoint, heard, outcome } = createBench({}, 3);
  endpoint.replica.replace([put({ name: "A", expiresAtS: START_MS / 1_000 + 3_600 })]);
  environment.clock.step(2 * 3_600_000);

  const lists = await outcome(table.read([partitionOf()], { consistent: true }));

  expect([lists, heard]).toEqual([[[]], [START_MS]]);
});

it("a consistent read sees every commit that was answered before it began", async () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const { table, outcome } = createBench({}, seed);

    const lists = await outcome(
      table.commit(placing("cmt-0001")).then(() => table.read([partitionOf()], { consistent: true })),
    );

    expect(lists).toMatchObject([[{ commitId: "cmt-0001" }]]);
  }
});

it("a read that runs beside a commit may see half of it, each item whole", async () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 200; seed += 1) {
    const { machine, table, endpoint, outcome } = createBench({}, seed);
    machine.after(12, "a commit beside the read", () =>
      endpoint.replica.replace([put({ name: "A" }), put({ name: "B" })]),
    );

    const lists = await outcome(table.read([partitionOf()], { consistent: true }));

    if (lists instanceof Fault) throw lists;
    seen.add(
      lists
        .flat()
        .map(({ commitId }) => commitId)
        .join(),
    );
  }

  expect([...seen].toSorted()).toEqual(["", "A-0", "A-0,B-0", "B-0"]);
});
