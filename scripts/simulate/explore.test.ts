import { assert } from "@tandem/kernel";
import { expect, test } from "vitest";
import { seedsOf } from "./call.ts";
import { NO_COVERAGE } from "./coverage.ts";
import { explore } from "./explore.ts";
import type { PlayAnswer, PlayJob } from "./play-job.ts";

/** A player whose answers come after as many turns of the event loop as `turnsOf` says. */
function fakePlayer(answer: (seed: number) => Partial<PlayAnswer>, turnsOf: (seed: number) => number = () => 1) {
  return {
    asked: [] as number[],
    async ask(job: PlayJob): Promise<PlayAnswer> {
      assert(job.kind === "play", "only seeds are explored");
      this.asked.push(job.seed);
      for (let turn = 0; turn < turnsOf(job.seed); turn += 1) await new Promise((go) => setImmediate(go));
      const report = { kind: "played", seed: job.seed, digest: `d${job.seed}`, coverage: NO_COVERAGE };
      return { ...report, ...answer(job.seed) } as PlayAnswer;
    },
  };
}

const settings = { isOver: () => false, onPlayed: () => undefined };
const broken = { promise: "nothing is lost", why: "an order was" };

test("all seeds are played, by whichever player is free", async () => {
  const players = [fakePlayer(() => ({})), fakePlayer(() => ({}))];

  const explored = await explore({ ...settings, seeds: seedsOf({ first: 1, count: 20 }), players });

  expect(explored.histories).toBe(20);
  expect(explored.failures).toEqual([]);
  expect(players.flatMap(({ asked }) => asked).toSorted((a, b) => a - b)).toEqual([
    ...seedsOf({ first: 1, count: 20 }),
  ]);
  const alone = await explore({
    ...settings,
    seeds: seedsOf({ first: 1, count: 20 }),
    players: [fakePlayer(() => ({}))],
  });
  expect(explored.digest).toBe(alone.digest);
});

test("of failures that come in any order the first seed's is reported, and nothing after it is begun", async () => {
  const answer = (seed: number) => (seed >= 5 ? { broken } : {});
  const slowly = (seed: number) => (seed === 5 ? 50 : 1);
  const players = [fakePlayer(answer, slowly), fakePlayer(answer, slowly)];

  const explored = await explore({ ...settings, seeds: seedsOf({ first: 1, count: 1_000 }), players });

  expect(explored.failures).toEqual([{ seed: 5, ...broken }]);
  expect(Math.max(...players.flatMap(({ asked }) => asked))).toBeLessThan(9);
});

test("a player that was killed once is no failure of its seed: a new one plays it", async () => {
  let isKilled = false;
  const player = fakePlayer((seed) => {
    if (seed !== 3 || isKilled) return {};
    isKilled = true;
    return { kind: "crashed", why: "ended with SIGKILL" };
  });

  const explored = await explore({ ...settings, seeds: [1, 2, 3, 4], players: [player] });

  expect(explored.failures).toEqual([]);
  expect([explored.histories, player.asked]).toEqual([4, [1, 2, 3, 3, 4]]);
});

test("a seed that ends every player it is given to is a failure", async () => {
  const players = [fakePlayer((seed) => (seed === 3 ? { kind: "crashed", why: "ended with 7" } : {}))];

  const explored = await explore({ ...settings, seeds: [1, 2, 3, 4], players });

  expect(explored.failures).toEqual([{ seed: 3, promise: "a history plays to its end", why: "ended with 7" }]);
});

test("a failure that is known is passed over, and one that is not is found behind it", async () => {
  const explored = await explore({
    ...settings,
    seeds: seedsOf({ first: 1, count: 100 }),
    players: [fakePlayer((seed) => (seed % 10 === 0 ? { broken } : {}))],
    isKnown: async ({ seed }) => seed < 30,
  });

  expect(explored.failures).toEqual([{ seed: 30, ...broken }]);
});

test("who goes on after a failure finds them all, in the order of seeds", async () => {
  const slowly = (seed: number) => (seed === 10 ? 50 : 1);
  const answer = (seed: number) => (seed % 10 === 0 ? { broken } : {});
  const players = [fakePlayer(answer, slowly), fakePlayer(answer, slowly)];

  const explored = await explore({ ...settings, seeds: seedsOf({ first: 1, count: 35 }), players, goesOn: true });

  expect(explored.failures.map(({ seed }) => seed)).toEqual([10, 20, 30]);
  expect(explored.histories).toBe(35);
});

test("when the time is up no history is begun, and what was played counts", async () => {
  let played = 0;
  const explored = await explore({
    seeds: seedsOf({ first: 1, count: 1_000 }),
    players: [fakePlayer(() => ({ coverage: { faults: { slow: 2 }, points: {}, operations: {} } }))],
    isOver: () => played >= 4,
    onPlayed: ({ histories }) => {
      played = histories;
    },
  });

  expect(explored.histories).toBe(4);
  expect(explored.coverage.faults).toEqual({ slow: 8 });
});

test("a history that was stopped is no failure, and its player is asked for no other", async () => {
  const players = [fakePlayer((seed) => (seed === 3 ? { kind: "stopped" } : {}))];

  const explored = await explore({ ...settings, seeds: [1, 2, 3, 4], players });

  expect(explored.failures).toEqual([]);
  expect(explored.histories).toBe(2);
  expect(players[0]?.asked).toEqual([1, 2, 3]);
});
