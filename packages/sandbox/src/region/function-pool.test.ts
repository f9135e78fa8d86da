import { DAY_MS, HOUR_MS, SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createPoolBench } from "./testing/functions.ts";
import { EAST } from "./testing/items.ts";

it("an event starts an environment, and the next one finds it warm", async () => {
  const { pool, started, outcomes, invoke, until } = createPoolBench();
  invoke(async () => "first");
  const cold = pool.counts();
  await until(2_000);

  invoke(async ({ name }) => name);
  await until(2_000);

  expect(cold).toEqual({ free: 0, busy: 1 });
  expect(outcomes).toEqual([
    { kind: "done", value: "first" },
    { kind: "done", value: "worker us-east-1 #1" },
  ]);
  expect([started.length, pool.counts()]).toEqual([1, { free: 1, busy: 0 }]);
});

it("events at the same time have environments of their own, up to the bound, and then there is no room", async () => {
  const { started, outcomes, invoke, until } = createPoolBench({ numbers: { concurrency: { reserved: 2 } } });

  for (let count = 0; count < 3; count += 1) invoke((environment) => environment.sleep(1_000));
  await until(5_000);

  expect(outcomes.map(({ kind }) => kind)).toEqual(["throttled", "done", "done"]);
  expect(started).toHaveLength(2);
});

it("an environment stands still between events: what it waits for, it hears of in the next", async () => {
  const { machine, invoke, until } = createPoolBench();
  const heard: number[] = [];
  invoke(async (environment) => {
    void environment.sleep(500).then(() => heard.push(machine.nowMs()));
  });
  await until(60_000);
  const between = [...heard];

  const thawedMs = machine.nowMs();
  invoke(async () => undefined);
  await until(61_000);

  expect([between, heard]).toEqual([[], [thawedMs]]);
});

it("an event that takes too long ends its environment, and the next one starts cold", async () => {
  const { started, outcomes, invoke, until } = createPoolBench();
  invoke((environment) => environment.sleep(HOUR_MS));
  await until(20 * SECOND_MS);

  invoke(async () => "next");
  await until(30 * SECOND_MS);

  expect(outcomes).toEqual([
    { kind: "failed", why: "it took too long" },
    { kind: "done", value: "next" },
  ]);
  expect(started.map(({ isAlive }) => isAlive)).toEqual([false, true]);
});

it("an event whose environment dies has failed, and one that throws has failed and kept its environment", async () => {
  const { started, outcomes, invoke, until } = createPoolBench();
  invoke(async (environment) => environment.kill("for the test"));
  await until(2_000);

  invoke(async () => {
    throw new Error("thrown");
  });
  await until(4_000);

  expect(outcomes).toEqual([
    { kind: "failed", why: "for the test" },
    { kind: "failed", why: "Error: thrown" },
  ]);
  expect(started.map(({ isAlive }) => isAlive)).toEqual([false, true]);
});

it("an environment that lay unused for long is gone", async () => {
  const { started, invoke, until } = createPoolBench();
  invoke(async () => undefined);
  await until(HOUR_MS);

  invoke(async () => undefined);
  await until(HOUR_MS + 2_000);

  expect(started.map(({ isAlive }) => isAlive)).toEqual([false, true]);
});

it("of the environments that a dying region held some die with it, and some go on where they were when it is back", async () => {
  const { network, outcomes, started, invoke, until } = createPoolBench();
  const wentOn: string[] = [];
  for (let count = 0; count < 8; count += 1) {
    invoke(async (environment) => {
      await environment.sleep(1_000);
      wentOn.push(environment.name);
    });
  }
  await until(1_600);
  const running = started.length;

  const bringBack = network.takeDown(EAST);
  await until(4_000);
  const during = [...wentOn];
  bringBack();
  await until(6_000);

  const survivors = started.filter(({ isAlive }) => isAlive).map(({ name }) => name);
  expect([running, during.length < 8, survivors.length > 0 && survivors.length < 8]).toEqual([8, true, true]);
  expect([...wentOn].toSorted()).toEqual([...new Set([...during, ...survivors])].toSorted());
  expect(outcomes).toHaveLength(8);
});

it("an event whose time is up while its region is down is never gone on with", async () => {
  const { network, outcomes, invoke, until } = createPoolBench();
  const wentOn: string[] = [];
  for (let count = 0; count < 8; count += 1) {
    invoke(async (environment) => {
      await environment.sleep(5_000);
      wentOn.push(environment.name);
    });
  }
  await until(1_600);

  const bringBack = network.takeDown(EAST);
  await until(2 * DAY_MS);
  bringBack();
  await until(2 * DAY_MS + 20_000);

  expect([wentOn, outcomes.map(({ kind }) => kind)]).toEqual([[], Array(8).fill("failed")]);
});

it("retiring leaves the work under way alone and uses none of the environments again", async () => {
  const { pool, started, outcomes, invoke, until } = createPoolBench();
  invoke((environment) => environment.sleep(1_000));
  await until(1_600);

  pool.retire();
  await until(4_000);
  invoke(async () => undefined);
  await until(6_000);

  expect(outcomes.map(({ kind }) => kind)).toEqual(["done", "done"]);
  expect(started.map(({ isAlive }) => isAlive)).toEqual([false, true]);
});

it("killing all ends what is under way", async () => {
  const { pool, outcomes, invoke, until } = createPoolBench();
  invoke((environment) => environment.sleep(5_000));
  await until(1_600);

  pool.killAll("for the test");

  expect([outcomes, pool.counts()]).toEqual([[{ kind: "failed", why: "for the test" }], { free: 0, busy: 0 }]);
});
