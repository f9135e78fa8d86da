/** What holds when many want one name at once: the reason why claims are asked of the whole world. */
import { expect } from "vitest";
import type { ClaimsHarness, ClaimsLaw } from "./harness.ts";

const RIVALS = 12;
const ROUNDS = 5;

export const raceLaws: readonly ClaimsLaw[] = [
  {
    name: "of many who claim one name at once from two regions exactly one is granted, and each other hears who",
    async holds(harness) {
      for (let round = 0; round < ROUNDS; round += 1) await race(harness, `${harness.prefix} race ${round}`);
    },
  },
  {
    name: "one owner who claims a name many times at once is granted it each time",
    async holds({ prefix, here, there }) {
      const claim = { name: `${prefix} together`, owner: "ada" };

      const answers = await Promise.all(Array.from({ length: 4 }, (_, n) => (n % 2 === 0 ? here : there).claim(claim)));

      for (const { kind } of answers) expect(["granted", "undecided"]).toContain(kind);
      expect(await here.claim(claim)).toEqual({ kind: "granted" });
    },
  },
];

async function race({ here, there }: ClaimsHarness, name: string): Promise<void> {
  const owners = Array.from({ length: RIVALS }, (_, index) => `rival ${index}`);

  const first = await Promise.all(owners.map((owner, n) => (n % 2 === 0 ? here : there).claim({ name, owner })));

  // Whoever was kept waiting too long was told nothing, and asks again.
  const answers = await Promise.all(
    first.map(async (answer, n) =>
      answer.kind === "undecided" ? await here.claim({ name, owner: `rival ${n}` }) : answer,
    ),
  );
  const winner = answers.findIndex(({ kind }) => kind === "granted");
  expect(answers.filter(({ kind }) => kind === "granted")).toHaveLength(1);
  for (const [index, answer] of answers.entries())
    if (index !== winner) expect(answer).toEqual({ kind: "taken", owner: `rival ${winner}` });
  expect(await there.read(name)).toEqual({ kind: "held", owner: `rival ${winner}` });
}
