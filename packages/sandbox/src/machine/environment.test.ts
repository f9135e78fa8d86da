import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Environment } from "./environment.ts";
import { createQuietWorld } from "./testing/quiet-world.ts";

it("runs code that calls, sleeps and passes hazards, and gives what it gives", async () => {
  const { machine, environment, until } = createQuietWorld();
  const startMs = machine.nowMs();

  const result = environment.start(async () => {
    const answer = await environment.call({ to: "table us-east-1", what: "read", do: () => 41 });
    await environment.hazard("after-read");
    await environment.sleep(100);
    return { answer: answer + 1, tookMs: environment.clock.elapsedMs() };
  });
  await until(1_000);

  expect(await result).toEqual({ answer: 42, tookMs: expect.any(Number) });
  expect((await result).tookMs).toBeGreaterThanOrEqual(101);
  expect((await result).tookMs).toBeLessThanOrEqual(120);
  expect(machine.nowMs()).toBe(startMs + 1_000);
});

it("work that fails says so to whoever started it", async () => {
  const { environment, until } = createQuietWorld();
  const result = environment.start(async () => {
    await environment.sleep(1);
    throw new Error("a bug in a handler");
  });
  const seen = expect(result).rejects.toThrow("a bug in a handler");

  await until(10);

  await seen;
});

it.each<[string, (environment: Environment) => Promise<unknown>]>([
  ["a call", (environment) => environment.call({ to: "queue", what: "send", do: () => "sent" })],
  ["a served call", (environment) => environment.call({ to: "api", what: "ask", serve: async () => "told" })],
  ["a sleep", (environment) => environment.sleep(50)],
  ["a pause", (environment) => environment.hazard("after-charge")],
  ["other work", (environment) => environment.start(() => environment.sleep(50))],
])("killed during %s, its code never goes on, not even into a finally, and nobody hears of it", async (_, wait) => {
  const { machine, environment, until } = createQuietWorld({
    latencies: [{ target: {}, ms: [10, 10] }],
    hazards: [{ kind: "pause", target: {}, rate: 1, ms: [50, 50] }],
  });
  const seen: string[] = [];
  const work = environment.start(async () => {
    try {
      seen.push("began");
      await wait(environment);
      seen.push("went on");
    } finally {
      seen.push("ended");
    }
  });
  void work.finally(() => seen.push("heard of"));
  environment.whenKilled((why) => seen.push(`killed: ${why}`));
  machine.after(2, "kill", () => environment.kill("out of memory"));

  await until(1_000);

  expect(environment.isAlive).toBe(false);
  expect(seen).toEqual(["began", "killed: out of memory"]);
});

it("whoever waits for it to end goes on when it is killed, before the next step", async () => {
  const { machine, environment, until } = createQuietWorld();
  const seen: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string>();
  void promise.then((why) => seen.push(why));
  environment.whenKilled(resolve);
  machine.after(1, "kill", () => environment.kill("out of memory"));
  machine.after(2, "look", () => seen.push("next step"));

  await until(10);

  expect(seen).toEqual(["out of memory", "next step"]);
});

it("dead, it starts nothing, and whatever of its code is still about waits for ever", async () => {
  const { environment, until } = createQuietWorld();
  const seen: string[] = [];
  environment.kill("region down");
  const waits = [
    environment.call({ to: "queue", what: "send", do: () => seen.push("sent") }),
    environment.sleep(1),
    environment.hazard("after-charge"),
  ];
  for (const wait of waits) void wait.then(() => seen.push("went on"));

  await until(1_000);

  expect(seen).toEqual([]);
  expect(() => environment.start(async () => undefined)).toThrow("api #1 is dead and starts nothing");
});

it("what it asked for before it died is done nevertheless, at the moment it arrives", async () => {
  const { machine, environment, until } = createQuietWorld({ latencies: [{ target: {}, ms: [10, 10] }] });
  const table: number[] = [];
  machine.after(0, "call", () => {
    void environment.call({ to: "table us-east-1", what: "put", do: () => table.push(machine.nowMs()) });
    environment.kill("crash");
  });

  await until(100);

  expect(table).toHaveLength(1);
});

it("frozen, it stands still; thawed, it hears what came meanwhile, and elapsed time has passed", async () => {
  const { machine, environment, until } = createQuietWorld();
  const seen: (string | number)[] = [];
  const result = environment.start(async () => {
    await environment.sleep(10);
    seen.push("slept", environment.clock.elapsedMs());
    seen.push(await environment.call({ to: "table us-east-1", what: "read", do: () => "read" }));
  });
  machine.after(5, "freeze", () => {
    environment.freeze();
    environment.freeze();
  });
  machine.after(300, "thaw once", environment.thaw);
  machine.after(500, "thaw", environment.thaw);

  await until(499);
  expect(seen).toEqual([]);

  await until(600);
  await result;
  expect(seen).toEqual(["slept", 500, "read"]);
  expect(() => environment.thaw()).toThrow("thawed and was not frozen");
});

it("work that ends while it stands still is heard of after the thaw, and never if it is killed before", async () => {
  for (const isKilled of [false, true]) {
    const { machine, environment, until } = createQuietWorld();
    const seen: string[] = [];
    void environment.start(() => Promise.resolve(environment.freeze())).then(() => seen.push("heard"));
    machine.after(10, "look", () => seen.push("looked"));
    if (isKilled) machine.after(15, "kill", () => environment.kill("timed out"));
    machine.after(20, "thaw", environment.thaw);
    machine.after(21, "look", () => seen.push("looked again"));

    await until(100);

    expect(seen).toEqual(isKilled ? ["looked", "looked again"] : ["looked", "heard", "looked again"]);
  }
});

it("work that waits for something outside its environment stops the machine, with its name", async () => {
  const { promise: ofAnother } = Promise.withResolvers<void>();
  for (const wait of [() => ofAnother, () => setTimeout(60_000, undefined, { ref: false })]) {
    const { environment, until } = createQuietWorld();
    void environment.start(async () => {
      await environment.sleep(1);
      await wait();
    });

    await expect(until(10)).rejects.toThrow("api #1 waits for something outside its environment");
  }
});

it("two pieces of work of one environment may wait for each other", async () => {
  const { environment, until } = createQuietWorld();
  const shared = environment.start(() => environment.sleep(20));
  const both = Promise.all([shared, environment.start(() => shared)]);

  await until(100);

  expect(await both).toEqual([undefined, undefined]);
});
