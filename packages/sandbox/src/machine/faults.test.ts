import { SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createEnvironment } from "./environment.ts";
import { type CallRule, type FaultPlan, NO_FAULTS } from "./fault-plan.ts";
import { createFaults } from "./faults.ts";
import { createMachine, START_MS } from "./machine.ts";
import { createQuietWorld, type QuietWorld } from "./testing/quiet-world.ts";

const THROTTLED: CallRule = { kind: "throttled", target: { to: "table" }, rate: 1 };

/** Calls once a second, and tells by letter what became of each: done, or failed. */
function callEachSecond({ environment }: QuietWorld, count: number): Promise<string> {
  return environment.start(async () => {
    let seen = "";
    for (let calls = 0; calls < count; calls += 1) {
      const call = environment.call({ to: "table us-east-1", what: "read", do: () => "d" });
      seen += await call.catch(() => "f");
      await environment.sleep(SECOND_MS - (environment.clock.elapsedMs() % SECOND_MS));
    }
    return seen;
  });
}

async function outcomes(plan: Partial<FaultPlan>, seed = 1): Promise<string> {
  const world = createQuietWorld(plan, seed);
  const seen = callEachSecond(world, 10);
  await world.until(60 * SECOND_MS);
  return seen;
}

it("a rule strikes only while its window is open", async () => {
  const window = { fromMs: 3 * SECOND_MS, untilMs: 5 * SECOND_MS };

  expect(await outcomes({ calls: [{ ...THROTTLED, ...window }] })).toBe("dddffddddd");
});

it("a rate strikes some calls, others with another seed", async () => {
  const half = { calls: [{ ...THROTTLED, rate: 0.5 }] };

  expect(await outcomes(half)).toMatch(/^(?=.*d)(?=.*f)/);
  expect(await outcomes(half, 2)).not.toBe(await outcomes(half));
});

it("a strike that is spared is left out, and no other changes", async () => {
  const half = { calls: [{ ...THROTTLED, rate: 0.5 }] };
  const before = await outcomes(half);
  const struck = before.indexOf("f", 1);

  const after = await outcomes({ ...half, spared: [`api #1/read, table us-east-1 #${struck + 1}`] });

  expect(after).toBe(`${before.slice(0, struck)}d${before.slice(struck + 1)}`);
});

it("after healing nothing strikes, and clocks are right", async () => {
  const world = createQuietWorld({
    calls: [THROTTLED],
    clocks: [{ kind: "step", target: {}, rate: 1, amount: [-7_000, -7_000], fromMs: 1, untilMs: 30 * SECOND_MS }],
  });
  const { machine, environment, faults } = world;
  const seen = callEachSecond(world, 10);
  await world.until(4_500);
  expect(environment.clock.nowMs()).toBe(machine.nowMs() - 7_000);

  faults.heal();
  expect(environment.clock.nowMs()).toBe(machine.nowMs());
  const later = createEnvironment({ machine, faults, name: "api #2", region: "us-east-1", role: "api" });
  await world.until(40 * SECOND_MS);

  expect(await seen).toBe("fffffddddd");
  expect(later.clock.nowMs()).toBe(machine.nowMs());
  expect(faults.coverage().faults).toEqual({ "clock step": 1, throttled: 5 });
});

it("a clock that is to go wrong later stays right if all is healed before", async () => {
  const { machine, environment, faults, until } = createQuietWorld({
    clocks: [{ kind: "step", target: {}, rate: 1, amount: [500, 500], fromMs: 1_000 }],
  });
  faults.heal();

  await until(2_000);

  expect(environment.clock.nowMs()).toBe(machine.nowMs());
});

it("a clock goes wrong when its window opens and is right when it closes", async () => {
  const { machine, environment, until } = createQuietWorld({
    clocks: [{ kind: "drift", target: {}, rate: 1, amount: [1_000, 1_000], fromMs: 1_000, untilMs: 11_000 }],
  });
  const wrongMs = () => environment.clock.nowMs() - machine.nowMs();

  const seen: number[] = [];
  for (const sinceMs of [1_000, 2_000, 10_999, 11_000, 20_000]) {
    await until(sinceMs);
    seen.push(wrongMs());
  }

  expect(seen).toEqual([0, 1, 9, 0, 0]);
});

it("an environment born within a clock's window is wrong from the first, one born after it never", async () => {
  const machine = createMachine({ seed: 1 });
  const step = { kind: "step", target: {}, rate: 1, amount: [500, 500], untilMs: 1_000 } as const;
  const faults = createFaults(machine, { ...NO_FAULTS, clocks: [step] });
  const born = (name: string) => createEnvironment({ machine, faults, name, region: "us-east-1", role: "api" }).clock;

  expect(born("first").nowMs()).toBe(START_MS + 500);
  await machine.run(START_MS + 2_000);
  expect(born("second").nowMs()).toBe(START_MS + 2_000);
});

it("what befalls one environment does not depend on how often another calls", async () => {
  const play = async (otherCalls: number) => {
    const world = createQuietWorld({ calls: [{ ...THROTTLED, rate: 0.5 }] });
    const { machine, faults } = world;
    const environment = createEnvironment({ machine, faults, name: "api #2", region: "us-east-1", role: "api" });
    const seen = callEachSecond(world, 10);
    void callEachSecond({ ...world, environment }, otherCalls);
    await world.until(60 * SECOND_MS);
    return seen;
  };

  expect(await play(0)).toBe(await play(10));
});

it("others' faults are counted and spared in the same way", () => {
  const machine = createMachine({ seed: 1, keep: "lines" });
  const faults = createFaults(machine, { ...NO_FAULTS, spared: ["queue us-east-1/2"] });
  const twice = { kind: "delivered twice", who: "queue us-east-1", where: "us-east-1", what: "hint ord_1" };

  const struck = [1, 2, 3].map((serial) => faults.strike({ ...twice, id: `queue us-east-1/${serial}` }));

  expect(struck).toEqual([true, false, true]);
  expect(faults.strikes.map(({ id }) => id)).toEqual(["queue us-east-1/1", "queue us-east-1/3"]);
  expect(faults.coverage().faults).toEqual({ "delivered twice": 2 });
  expect(machine.lines[0]).toMatchObject({ what: "delivered twice", detail: "hint ord_1 (queue us-east-1/1)" });
});
