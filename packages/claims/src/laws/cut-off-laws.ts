/** What holds when answers are lost and regions are cut off: that the world did not decide is said, and never guessed. */
import { expect } from "vitest";
import type { ClaimsLaw } from "./harness.ts";

export const cutOffLaws: readonly ClaimsLaw[] = [
  {
    name: "a claim whose answer was lost is undecided, stands, and is granted when it is asked again",
    async holds({ prefix, here, there, loseAnswer }) {
      const claim = { name: `${prefix} lost`, owner: "ada" };
      loseAnswer();

      expect(await here.claim(claim)).toMatchObject({ kind: "undecided" });
      expect(await there.claim({ ...claim, owner: "bob" })).toEqual({ kind: "taken", owner: "ada" });
      expect(await here.claim(claim)).toEqual({ kind: "granted" });
    },
  },
  {
    name: "a refusal whose answer was lost is undecided, and a refusal when it is asked again",
    async holds({ prefix, here, there, loseAnswer }) {
      const name = `${prefix} lost refusal`;
      await there.claim({ name, owner: "ada" });
      loseAnswer();

      expect(await here.claim({ name, owner: "bob" })).toMatchObject({ kind: "undecided" });
      expect(await here.claim({ name, owner: "bob" })).toEqual({ kind: "taken", owner: "ada" });
    },
  },
  {
    name: "a region that is cut off decides nothing: neither free, nor held, nor granted, nor taken",
    async holds({ prefix, here, there, setCutOff }) {
      const held = { name: `${prefix} cut off, held`, owner: "ada" };
      const free = { name: `${prefix} cut off, free`, owner: "ada" };
      await there.claim(held);
      await setCutOff(true);

      try {
        expect(await here.claim(free)).toMatchObject({ kind: "undecided", why: expect.stringMatching(/./) });
        expect(await here.claim({ ...held, owner: "bob" })).toMatchObject({ kind: "undecided" });
        expect(await here.claim(held)).toMatchObject({ kind: "undecided" });
        expect(await here.read(held.name)).toMatchObject({ kind: "undecided" });
        expect(await here.read(free.name)).toMatchObject({ kind: "undecided" });
        expect(await here.release(held)).toMatchObject({ kind: "undecided" });
      } finally {
        await setCutOff(false);
      }
      expect(await here.claim({ ...held, owner: "bob" })).toEqual({ kind: "taken", owner: "ada" });
    },
  },
  {
    name: "the other regions decide without the one that is cut off, and it learns of it",
    async holds({ prefix, here, there, setCutOff }) {
      const claim = { name: `${prefix} without it`, owner: "bob" };
      await setCutOff(true);

      try {
        expect(await there.claim(claim)).toEqual({ kind: "granted" });
      } finally {
        await setCutOff(false);
      }
      expect(await here.read(claim.name)).toEqual({ kind: "held", owner: "bob" });
    },
  },
];
