import { expect, it } from "vitest";
import { createMachine, type Machine, START_MS } from "./machine.ts";

/** The order in which ten steps of one moment are taken. */
async function tiesOf(seed: number): Promise<string> {
  const machine = createMachine({ seed });
  const taken: number[] = [];
  for (let index = 0; index < 10; index += 1) machine.after(5, `step ${index}`, () => taken.push(index));
  await machine.run(START_MS + 5);
  return taken.join(" ");
}

it("takes steps in order of time, and it is then as late as they are", async () => {
  const machine = createMachine({ seed: 1 });
  const seen: number[] = [];
  const look = () => seen.push(machine.nowMs() - START_MS);
  for (const delayMs of [30, 10, 0, 20, 10.2]) machine.after(delayMs, "look", look);

  await machine.run(START_MS + 25);

  expect(seen).toEqual([0, 10, 11, 20]);
  expect(machine.nowMs()).toBe(START_MS + 25);
  expect(machine.nextStepMs()).toBe(START_MS + 30);
  expect(machine.steps).toBe(4);
});

it("the seed orders the steps of one moment, not who asked first", async () => {
  const orders = await Promise.all([1, 2, 3, 4].map(tiesOf));

  expect(new Set(orders).size).toBe(4);
  expect(orders).not.toContain("0 1 2 3 4 5 6 7 8 9");
  expect(await tiesOf(1)).toBe(orders[0]);
});

it("lets woken code come to its next wait before the next step", async () => {
  const machine = createMachine({ seed: 1 });
  const seen: string[] = [];
  const bell = Promise.withResolvers<void>();
  async function wakeUp(): Promise<void> {
    await bell.promise;
    for (let turns = 0; turns < 50; turns += 1) await Promise.resolve();
    seen.push("awake");
  }
  void wakeUp();
  machine.after(1, "ring", () => {
    bell.resolve();
    machine.wake(() => seen.push("waits again"));
  });
  machine.after(2, "look", () => seen.push("next step"));

  await machine.run(START_MS + 2);

  expect(seen).toEqual(["awake", "waits again", "next step"]);
});

it("a body of a request or an answer is read before the next step", async () => {
  const machine = createMachine({ seed: 1 });
  const seen: unknown[] = [];
  async function read(): Promise<void> {
    const request = new Request("http://shop.test/", { method: "POST", body: '{"quantity":1}' });
    seen.push(await request.json());
    seen.push(await Response.json({ ok: true }).clone().text());
  }
  machine.after(1, "read", () => {
    machine.wake();
    void read();
  });
  machine.after(2, "look", () => seen.push("next step"));

  await machine.run(START_MS + 2);

  expect(seen).toEqual([{ quantity: 1 }, '{"ok":true}', "next step"]);
});

it("two histories with other steps have other digests, though nothing was traced", async () => {
  const digests = [1, 2].map(async (delayMs) => {
    const machine = createMachine({ seed: 1 });
    machine.after(delayMs, "look", () => undefined);
    await machine.run(START_MS + 2);
    return machine.digest();
  });

  expect(new Set(await Promise.all(digests)).size).toBe(2);
});

it("a cancelled step is not taken, and is not what is next", async () => {
  const machine = createMachine({ seed: 1 });
  const timer = machine.after(1, "never", () => expect.unreachable());

  timer.cancel();

  expect(machine.nextStepMs()).toBeUndefined();
  await machine.run(START_MS + 10);
  expect(machine.steps).toBe(0);
});

it("a step that fails ends the run with its error", async () => {
  const machine = createMachine({ seed: 1 });
  machine.after(1, "fail", () => {
    throw new Error("a bug");
  });

  await expect(machine.run(START_MS + 10)).rejects.toThrow("a bug");
});

it("a history that goes in a circle is stopped, and says where it was", async () => {
  const machine = createMachine({ seed: 1, stepCountMax: 100 });
  const circle = () => void machine.after(0, "round and round", circle);
  circle();

  await expect(machine.run(START_MS + 1)).rejects.toThrow("the last was: round and round");
});

it("time never goes back, delays are numbers, and nobody runs a machine that runs", async () => {
  const machine = createMachine({ seed: 1 });

  await machine.run(START_MS + 10);

  await expect(machine.run(START_MS + 9)).rejects.toThrow("time does not go back");
  for (const delayMs of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => machine.after(delayMs, "sometime", () => undefined)).toThrow("a delay is a number");
  }
  await expect(Promise.all([machine.run(START_MS + 20), machine.run(START_MS + 20)])).rejects.toThrow(
    "running already",
  );
});

it("a fork depends on seed and name alone, not on what others drew", () => {
  const draw = (machine: Machine, name: string) => Array.from({ length: 3 }, machine.fork(name).uint32);
  const quiet = createMachine({ seed: 7 });
  const busy = createMachine({ seed: 7 });
  for (let draws = 0; draws < 5; draws += 1) busy.chance.uint32();
  draw(busy, "somebody else");

  expect(draw(busy, "client 1")).toEqual(draw(quiet, "client 1"));
  expect(draw(busy, "client 2")).not.toEqual(draw(quiet, "client 3"));
  expect(draw(createMachine({ seed: 8 }), "client 1")).not.toEqual(draw(createMachine({ seed: 7 }), "client 1"));
  expect(() => quiet.fork("client 1")).toThrow("two streams of randomness are called client 1");
});

it("an errand depends on seed and name alone, and one of the same name is another", () => {
  const machine = createMachine({ seed: 7 });
  machine.errand("somebody else's");
  const first = machine.errand("order 1, try 1");
  const again = machine.errand("order 1, try 1");

  expect(first).toEqual(createMachine({ seed: 7 }).errand("order 1, try 1"));
  expect(again.name).toBe("order 1, try 1 (2)");
  expect(new Set([first.luck, again.luck, createMachine({ seed: 8 }).errand("order 1, try 1").luck]).size).toBe(3);
});

it("what is left to chance comes from what caused it, through as many steps as there are, and not from what else happens", async () => {
  const play = async (others: number) => {
    const machine = createMachine({ seed: 7 });
    const drawn: number[] = [];
    const step = (left: number) => () => {
      drawn.push(machine.chance.uint32());
      if (left > 0) machine.after(1, "next", step(left - 1));
    };
    for (let other = 0; other < others; other += 1) {
      const busy = () => machine.after(machine.chance.uint32() % 2, "another", () => machine.chance.uint32());
      machine.by(machine.errand(`other ${other}`).luck, () => machine.after(0, "others", busy));
    }
    machine.by(machine.errand("order 1").luck, () => machine.after(0, "first", step(4)));
    await machine.run(START_MS + 100);
    return drawn;
  };

  expect(await play(0)).toHaveLength(5);
  expect(await play(10)).toEqual(await play(0));
});

it("between two runs chance comes from the time, and not from whatever was done last", async () => {
  const drawAt = async (stepsBefore: number) => {
    const machine = createMachine({ seed: 7 });
    for (let step = 0; step < stepsBefore; step += 1) machine.after(step, "something", () => machine.chance.uint32());
    await machine.run(START_MS + 100);
    return machine.chance.uint32();
  };

  expect(await drawAt(5)).toBe(await drawAt(0));
});

it("a seed is a whole number of 32 bits", () => {
  for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) expect(() => createMachine({ seed })).toThrow("a seed is");
});

it("what is noted is in the digest, and in no story", async () => {
  const machines = ["201 placed", "201 paid", undefined].map((text) => {
    const machine = createMachine({ seed: 1, keep: "lines" });
    if (text !== undefined) machine.note(text);
    return machine;
  });

  expect(new Set(machines.map((machine) => machine.digest())).size).toBe(3);
  expect(machines.flatMap(({ lines }) => lines)).toEqual([]);
});
