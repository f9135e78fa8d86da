import { expect, test } from "vitest";
import { answerJob } from "./answer-job.ts";
import { NO_COVERAGE } from "./coverage.ts";
import type { Simulation } from "./simulation.ts";

/** Its histories are numbers; a history that has both 3 and 7 loses something, and an empty one breaks another promise. */
const numbers = {
  draw: (seed) => Array.from({ length: seed }, (_, index) => index),
  play: async (scenario) => {
    const isLost = scenario.includes(3) && scenario.includes(7);
    const promise = isLost ? "nothing is lost" : scenario.length === 0 ? "something happens" : undefined;
    const broken = promise === undefined ? undefined : { promise, why: "as it was made" };
    const story = async () => `told ${scenario.join()}`;
    return { digest: scenario.join(), coverage: NO_COVERAGE, strikes: scenario.map(String), broken, story };
  },
  partsOf: (scenario) => scenario,
  withParts: (_, parts) => parts,
  withChance: (scenario) => scenario,
  spare: (scenario, strikes) => scenario.filter((number) => !strikes.includes(String(number))),
  parse: () => [],
  known: { faults: [], points: [], operations: [] },
} satisfies Simulation<readonly number[], number>;
const simulation = numbers as unknown as Simulation;

const stopped = () => 0;

test("a played history comes with its digest, and with its story if that is asked for", async () => {
  const quiet = await answerJob(simulation, { kind: "play", seed: 2, tell: false }, stopped);
  const told = await answerJob(simulation, { kind: "play", seed: 9, tell: true }, stopped);

  expect(quiet).toEqual({
    kind: "played",
    seed: 2,
    digest: "0,1",
    coverage: NO_COVERAGE,
    broken: undefined,
    story: undefined,
  });
  expect(told).toMatchObject({ broken: { promise: "nothing is lost" }, story: "told 0,1,2,3,4,5,6,7,8" });
});

test("a failing history is shortened to what breaks the same promise, and never to what breaks another", async () => {
  const job = { kind: "shrink", seed: 60, promise: "nothing is lost", budgetMs: 1_000 } as const;

  const answer = await answerJob(simulation, job, stopped);

  expect(answer).toMatchObject({ kind: "shrunk", scenario: [3, 7], story: "told 3,7", partsBefore: 60, partsAfter: 2 });
});

test("what passes by luck only is tried with other luck", async () => {
  let luck = 60;
  const unlucky: Simulation = {
    ...simulation,
    withChance: (scenario, seed) => {
      luck = seed;
      return scenario;
    },
    // With the seed's own luck only the whole history fails; with any other the two numbers are enough.
    play: (scenario) => numbers.play(luck === 60 && (scenario as number[]).length < 60 ? [0] : (scenario as number[])),
  };

  const job = { kind: "shrink", seed: 60, promise: "nothing is lost", budgetMs: 1_000 } as const;

  expect(await answerJob(unlucky, job, stopped)).toMatchObject({ kind: "shrunk", scenario: [3, 7] });
});

test("when the time is up the shortest so far is told", async () => {
  let elapsedMs = 0;
  const job = { kind: "shrink", seed: 60, promise: "nothing is lost", budgetMs: 20 } as const;

  const answer = await answerJob(simulation, job, () => {
    elapsedMs += 10;
    return elapsedMs;
  });

  expect(answer).toMatchObject({ kind: "shrunk", isFinished: false });
});

test("a history that fails only sometimes is a failure of the simulation", async () => {
  let plays = 0;
  const fickle = { ...simulation, play: async () => ({ ...(await numbers.play([plays++ === 0 ? 0 : 1])) }) };
  const job = { kind: "shrink", seed: 60, promise: "nothing is lost", budgetMs: 1_000 } as const;

  await expect(answerJob(fickle, job, stopped)).rejects.toThrow("not deterministic");
});

test("a scenario of a file is played as it is, and told", async () => {
  const answer = await answerJob(simulation, { kind: "replay", scenario: [3, 7] }, stopped);

  expect(answer).toMatchObject({ kind: "played", story: "told ", digest: "" });
});
