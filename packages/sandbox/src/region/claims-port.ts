/**
 * The world's claims as a program in one environment sees them. Whatever is no clear answer is undecided, as in the adapter of production, whose
 * translation of an SDK's errors has no place here: silence, a region without a majority, a name that others keep writing.
 */
import type { Claims, Undecided } from "@tandem/claims";
import { Fault, fraction, type Region } from "@tandem/kernel";
import type { Environment } from "../machine/environment.ts";
import { again } from "./again.ts";
import type { ClaimsTable } from "./claims-table.ts";

/** As production has it: a request asks twice, to look and to claim, and both are to fit into the time of a function. */
const ATTEMPTS = 2;
const CONFLICT_TRIES_MAX = 6;
const WAIT_FIRST_MS = 50;
const WAIT_MOST_MS = 400;

type Answer<T> = T | { readonly kind: "conflict" };

export interface ClaimsPortOptions {
  readonly environment: Environment;
  /** Where the program runs. */
  readonly region: Region;
  readonly table: ClaimsTable;
}

export function createClaimsPort({ environment, region, table }: ClaimsPortOptions): Claims {
  async function decided<T>(what: string, work: () => Answer<T>, isExact = true): Promise<T | Undecided> {
    const ask = () =>
      environment.call({
        to: "claims",
        what,
        do: () => {
          if (isExact && !table.hears(region)) throw withoutMajority(region);
          return work();
        },
      });
    try {
      for (let tries = 1; tries <= CONFLICT_TRIES_MAX; tries += 1) {
        const answer = await again(environment, ask, ATTEMPTS);
        if (!isConflict(answer)) return answer;
        const mostMs = Math.min(WAIT_MOST_MS, WAIT_FIRST_MS * (1 << (tries - 1)));
        await environment.sleep(fraction(environment.chance) * mostMs);
      }
      return { kind: "undecided", why: "another region kept writing the same name (simulated)" };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { kind: "undecided", why: error.message };
    }
  }

  return {
    async claim({ name, owner }) {
      return await decided("claim", () => {
        const written = table.put({ name, owner, region });
        if (written.kind === "conflict") return written;
        return written.owner === owner ? { kind: "granted" } : { kind: "taken", owner: written.owner };
      });
    },
    async read(name) {
      return await decided("read", () => {
        const owner = table.ownerOf(name);
        return owner === undefined ? { kind: "free" } : { kind: "held", owner };
      });
    },
    async namesOf(owner, { limit }) {
      const names = () => ({ kind: "listed", names: table.namesOf(owner).slice(0, limit) }) as const;
      // An index is asked of one region alone, also without a majority.
      return await decided("names", names, false);
    },
    async release({ name, owner }) {
      return await decided("release", () => {
        const written = table.remove({ name, owner, region });
        return written.kind === "conflict" ? written : { kind: "released" };
      });
    },
  };
}

function isConflict<T>(answer: Answer<T>): answer is { readonly kind: "conflict" } {
  return typeof answer === "object" && answer !== null && "kind" in answer && answer.kind === "conflict";
}

function withoutMajority(region: string): Fault {
  const message = `${region} hears no majority of the voters (simulated)`;
  return new Fault({ code: "unavailable", message, retryable: true, mayBeDone: false });
}
