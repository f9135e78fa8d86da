import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import type { PlayAnswer } from "./play-job.ts";
import { createPlayer, type Player } from "./player.ts";

const PROGRAM = fileURLToPath(new URL("./testing/fake-player-process.mjs", import.meta.url));
/** What the fake program does with these seeds. */
const HANGS = 13;
const DIES = 99;

const players: Player[] = [];

function started(patienceMs = 20_000): Player {
  const player = createPlayer({ program: PROGRAM, args: [], patienceMs });
  players.push(player);
  return player;
}

afterEach(() => {
  for (const player of players.splice(0)) player.end();
});

const play = (player: Player, seed: number) => player.ask({ kind: "play", seed, tell: false });
const pidOf = (answer: PlayAnswer) => (answer.kind === "played" ? answer.digest.split(" ")[1] : undefined);

test("a player answers one job after another in one process, and says what it knows", async () => {
  const player = started();

  const first = await play(player, 1);
  const second = await play(player, 2);

  expect(first).toMatchObject({ kind: "played", seed: 1 });
  expect(pidOf(second)).toBe(pidOf(first));
  expect(player.known()).toEqual({ faults: ["slow"], points: [], operations: [] });
});

test("a player that dies says with which words, and the next job has a new one", async () => {
  const player = started();
  const before = await play(player, 1);

  const died = await play(player, DIES);
  const after = await play(player, 2);

  expect(died).toEqual({ kind: "crashed", why: "the player ended with 7\nout of memory, say" });
  expect(pidOf(after)).not.toBe(pidOf(before));
  expect(after).toMatchObject({ kind: "played", seed: 2 });
});

test("a player that hangs is given up and replaced", async () => {
  const player = started(1_500);

  const hung = await play(player, HANGS);

  expect(hung).toEqual({ kind: "crashed", why: "gave no answer within 1.5 s" });
  expect(await play(player, 2)).toMatchObject({ kind: "played", seed: 2 });
});

test("a player that is busy is not asked again", async () => {
  const player = started();
  const first = play(player, 1);

  await expect(play(player, 2)).rejects.toThrow("one thing at a time");
  await first;
});

test("a player that is ended stops in the middle of a history, and is not started again", async () => {
  const player = started();
  const asked = play(player, HANGS);
  player.end();

  expect(await asked).toEqual({ kind: "stopped" });
  expect(await play(player, 1)).toEqual({ kind: "stopped" });
});
