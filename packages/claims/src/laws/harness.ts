/** What a law needs of an adapter to hold it to: clients in two regions of one world, and ways to lose an answer and to cut a region off. */
import type { Claims } from "../claims.ts";

export interface ClaimsHarness {
  /** Begins every name and owner that a law makes up, so that a store may be used by many. */
  readonly prefix: string;
  /** A client in each of two regions, as two processes have them. They do not try a lost answer again by themselves. */
  readonly here: Claims;
  readonly there: Claims;
  /** Loses the answer to the next write from `here`: the work is done, and the client hears nothing. */
  loseAnswer(): void;
  /** Cuts the region of `here` off from all that it would have to agree with, or lets it back. */
  setCutOff(isCutOff: boolean): Promise<void>;
}

/** One promise of the port: a sentence, and what shows that an adapter keeps it. */
export interface ClaimsLaw {
  readonly name: string;
  readonly holds: (harness: ClaimsHarness) => Promise<void>;
}
