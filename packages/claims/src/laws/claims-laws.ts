/**
 * Every promise of the port, by name. An adapter's test is one call of `describeClaimsLaws`; a test of a defence takes a single law and
 * watches it break without the defence.
 */
import { describe, expect, it } from "vitest";
import { cutOffLaws } from "./cut-off-laws.ts";
import type { ClaimsHarness, ClaimsLaw } from "./harness.ts";
import { raceLaws } from "./race-laws.ts";

/** An index may be a moment behind. */
const LISTED_WITHIN = { timeout: 10_000, interval: 20 };

const oneByOne: readonly ClaimsLaw[] = [
  {
    name: "a name that nobody has is granted, and every region reads who holds it",
    async holds({ prefix, here, there }) {
      const name = `${prefix} free`;

      expect(await there.read(name)).toEqual({ kind: "free" });
      expect(await here.claim({ name, owner: "ada" })).toEqual({ kind: "granted" });
      expect(await there.read(name)).toEqual({ kind: "held", owner: "ada" });
    },
  },
  {
    name: "a name that somebody has is taken, wherever one asks, and stays theirs",
    async holds({ prefix, here, there }) {
      const name = `${prefix} held`;
      await here.claim({ name, owner: "ada" });

      expect(await there.claim({ name, owner: "bob" })).toEqual({ kind: "taken", owner: "ada" });
      expect(await here.claim({ name, owner: "bob" })).toEqual({ kind: "taken", owner: "ada" });
      expect(await here.read(name)).toEqual({ kind: "held", owner: "ada" });
    },
  },
  {
    name: "who holds a name is granted it again, in any region",
    async holds({ prefix, here, there }) {
      const claim = { name: `${prefix} again`, owner: "ada" };
      await here.claim(claim);

      expect(await here.claim(claim)).toEqual({ kind: "granted" });
      expect(await there.claim(claim)).toEqual({ kind: "granted" });
    },
  },
  {
    name: "a name let go is anybody's, and nobody lets go what another holds",
    async holds({ prefix, here, there }) {
      const name = `${prefix} let go`;
      await here.claim({ name, owner: "ada" });

      expect(await there.release({ name, owner: "bob" })).toEqual({ kind: "released" });
      expect(await there.read(name)).toEqual({ kind: "held", owner: "ada" });
      expect(await there.release({ name, owner: "ada" })).toEqual({ kind: "released" });
      expect(await here.release({ name, owner: "ada" })).toEqual({ kind: "released" });
      expect(await here.claim({ name, owner: "bob" })).toEqual({ kind: "granted" });
    },
  },
  {
    name: "an owner's names are listed, up to the limit, and nobody else's",
    async holds({ prefix, here, there }) {
      const owner = `${prefix} lister`;
      const names = ["a", "b", "c"].map((letter) => `${prefix} list ${letter}`);
      for (const name of names) await here.claim({ name, owner });
      await here.claim({ name: `${prefix} list of another`, owner: `${owner}s neighbour` });

      await expect.poll(() => there.namesOf(owner, { limit: 9 }), LISTED_WITHIN).toEqual({ kind: "listed", names });
      expect(await there.namesOf(owner, { limit: 2 })).toEqual({ kind: "listed", names: names.slice(0, 2) });
      expect(await there.namesOf(`${prefix} nobody`, { limit: 9 })).toEqual({ kind: "listed", names: [] });
    },
  },
  {
    name: "names and owners are told apart by every character",
    async holds({ prefix, here }) {
      const names = ["a", "A", "a ", "á", "a\u0301", "\u{1f600}", "a#b", "__proto__"].map((end) => `${prefix}${end}`);
      for (const name of names)
        expect(await here.claim({ name, owner: `of ${name}` }), name).toEqual({ kind: "granted" });

      for (const name of names) expect(await here.read(name)).toEqual({ kind: "held", owner: `of ${name}` });
    },
  },
  {
    name: "what cannot be stored is a mistake of the program, and nothing is asked",
    async holds({ prefix, here }) {
      const tooLong = "x".repeat(1_025);

      await expect(here.claim({ name: "", owner: "ada" })).rejects.toThrow("not empty");
      await expect(here.claim({ name: prefix, owner: "\ud83d" })).rejects.toThrow("well-formed");
      await expect(here.read(tooLong)).rejects.toThrow("1024 bytes at most");
      await expect(here.release({ name: prefix, owner: tooLong })).rejects.toThrow("1024 bytes at most");
      await expect(here.namesOf("ada", { limit: 401 })).rejects.toThrow("1 to 400");
    },
  },
];

export const claimsLaws: readonly ClaimsLaw[] = [...oneByOne, ...raceLaws, ...cutOffLaws];

/** Declares one test a law. `open` is called for each of them, and may give the same harness every time. */
export function describeClaimsLaws(name: string, open: () => ClaimsHarness): void {
  describe(`${name} keeps the laws of claims`, () => {
    for (const law of claimsLaws) it(law.name, () => law.holds(open()));
  });
}
