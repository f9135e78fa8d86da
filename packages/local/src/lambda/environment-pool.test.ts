import { must } from "@tandem/kernel";
import { expect, test, vi } from "vitest";
import { createEnvironmentPool, type PooledEnvironment, type PoolSettings } from "./environment-pool.ts";
import { createStartGate } from "./start-gate.ts";
import { createFakeEnvironments } from "./testing/fake-environment.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

function createPool(settings: Partial<PoolSettings> = {}) {
  const { all, start } = createFakeEnvironments();
  const gate = createStartGate(2);
  const pool = createEnvironmentPool({ start, gate, countMax: 4, waitMsMax: 60_000, idleMs: 60_000, ...settings });
  const served: PooledEnvironment[] = [];
  const refused: unknown[] = [];
  const ask = (count: number) => {
    for (let event = 0; event < count; event += 1) {
      void pool.acquire().then((found) => {
        if (typeof found === "object" && "environment" in found) served.push(found);
        else refused.push(found);
      });
    }
    return turn();
  };
  const ready = (index: number) => {
    must(all[index], "it was started").ready();
    return turn();
  };
  const release = (index: number) => {
    pool.release(must(served[index], "it was served").environment);
    return turn();
  };
  return { pool, gate, all, served, refused, ask, ready, release };
}

test("of many events at once only as many start environments as may be cold, first events included", async () => {
  const { all, served, ask, ready, release } = createPool();

  await ask(64);
  expect(all).toHaveLength(2);
  await ready(0);
  expect(all, "its first event is still cold").toHaveLength(2);
  await release(0);

  expect(all).toHaveLength(3);
  expect(served.map(({ environment }) => environment)).toEqual([all[0], all[0]]);
});

test("a pool stops growing at its bound, and every event is served by those that are there", async () => {
  const { all, served, ask, ready, release } = createPool({ gate: createStartGate(64) });

  await ask(64);
  for (const index of all.keys()) await ready(index);
  for (let event = 0; event < 64; event += 1) await release(event);

  expect(all).toHaveLength(4);
  expect(served).toHaveLength(64);
});

test("a first event that takes long does not keep the others cold", async () => {
  const { all, ask, ready } = createPool({ gate: createStartGate(1) });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    await ask(2);
    await ready(0);
    expect(all).toHaveLength(1);

    vi.advanceTimersByTime(1_000);
    await turn();

    expect(all).toHaveLength(2);
  } finally {
    vi.useRealTimers();
  }
});

test("an environment that dies in its event makes room for the next", async () => {
  const { all, served, ask, ready } = createPool({ countMax: 1 });
  await ask(2);
  await ready(0);

  await must(all[0], "it was started").kill();
  await turn();
  await ready(1);

  expect(served.map(({ environment }) => environment)).toEqual([all[0], all[1]]);
});

test("an event for which none is free in time is refused, and takes none from the next", async () => {
  const { all, served, refused, ask, ready, release } = createPool({ countMax: 1, waitMsMax: 20 });
  await ask(1);
  await ready(0);

  await ask(1);
  await vi.waitFor(() => expect(refused).toEqual(["none-free"]), { timeout: 10_000 });
  await release(0);
  await ask(1);

  expect(served).toHaveLength(2);
  expect(all).toHaveLength(1);
});

test("functions take turns at the gate, however many events one of them has", async () => {
  const gate = createStartGate(1);
  const busy = createPool({ gate });
  const other = createPool({ gate });

  await busy.ask(64);
  await other.ask(1);
  await busy.ready(0);
  await busy.release(0);
  await busy.ready(1);
  // The first environment took a second event when it was free, so that the third is the one of the second environment.
  await busy.release(2);

  expect(busy.all).toHaveLength(2);
  expect(other.all).toHaveLength(1);
});

test("who waits at the gate for an event that was served meanwhile starts nothing", async () => {
  const gate = createStartGate(1);
  const { all, served, ask, ready, release } = createPool({ gate });
  await ask(1);
  await ready(0);
  await ask(1);

  await release(0);

  expect(served).toHaveLength(2);
  expect(all).toHaveLength(1);
});

test("when all are killed, those at work, those at rest and those that start end, and the next event starts anew", async () => {
  const { pool, all, served, ask, ready, release } = createPool({ gate: createStartGate(64) });
  await ask(3);
  await ready(0);
  await ready(1);
  await release(0);

  const ended = Promise.all(all.map((environment) => environment.ended));
  await pool.killAll();

  expect(await ended).toEqual(all.map(() => "signal: killed"));
  expect(pool.counts()).toMatchObject({ free: 0, busy: 0 });
  expect(served.length).toBeGreaterThan(1);
});
