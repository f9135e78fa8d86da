import { expect, test } from "vitest";
import type { Claims } from "./claims.ts";
import { claimsLaws, describeClaimsLaws } from "./laws/claims-laws.ts";
import type { ClaimsHarness } from "./laws/harness.ts";
import { createMemoryClaims } from "./memory-claims.ts";

/** One table for two regions; `weaken` puts other claims in the place of the good ones. */
function createHarness(
  weaken: (claims: Claims, table: Map<string, string>) => Claims = (claims) => claims,
): ClaimsHarness {
  const table = new Map<string, string>();
  let isCutOff = false;
  let losesNext = false;
  const cutOff = () => (isCutOff ? "no other region answers" : undefined);
  const here = weaken(createMemoryClaims({ table, cutOff }), table);
  return {
    prefix: "law",
    here: {
      ...here,
      async claim(claim) {
        const answer = await here.claim(claim);
        if (!losesNext) return answer;
        losesNext = false;
        return { kind: "undecided", why: "the answer was lost" };
      },
    },
    there: weaken(createMemoryClaims({ table }), table),
    loseAnswer() {
      losesNext = true;
    },
    async setCutOff(isCut) {
      isCutOff = isCut;
    },
  };
}

describeClaimsLaws("a table in memory", () => createHarness());

test("who looks first and writes then, as a conditional write on a global table would, is caught by the race", async () => {
  const naive = createHarness((claims, table) => ({
    ...claims,
    async claim({ name, owner }) {
      const holding = await claims.read(name);
      if (holding.kind !== "free") return await claims.claim({ name, owner });
      await new Promise((resolve) => setImmediate(resolve));
      table.set(name, owner);
      return { kind: "granted" };
    },
  }));

  await expect(lawNamed(/^of many who claim/).holds(naive)).rejects.toThrow();
});

test("who takes silence for a refusal is caught", async () => {
  const guessing = createHarness((claims) => ({
    ...claims,
    async claim(claim) {
      const answer = await claims.claim(claim);
      return answer.kind === "undecided" ? { kind: "taken", owner: "somebody" } : answer;
    },
  }));

  await expect(lawNamed(/^a region that is cut off/).holds(guessing)).rejects.toThrow();
});

function lawNamed(pattern: RegExp) {
  const [law, ...others] = claimsLaws.filter(({ name }) => pattern.test(name));
  if (law === undefined || others.length > 0) throw new Error(`which law is ${pattern}?`);
  return law;
}
