/**
 * What the command needs of a simulation, and all it knows of one: a seed draws a scenario, which is data; a scenario is played, which ends
 * in a digest and perhaps in a broken promise; and a scenario is made of parts that can be left out. A fork's product stands behind this.
 */
import type { Coverage } from "./coverage.ts";

export interface Simulation<Scenario = unknown, Part = unknown> {
  /** The same seed draws the same scenario, until somebody changes how they are drawn. */
  draw(seed: number): Scenario;
  /** The same scenario gives the same end, to the byte. */
  play(scenario: Scenario): Promise<Played>;
  /** What may be left out, in the order of time. */
  partsOf(scenario: Scenario): readonly Part[];
  withParts(scenario: Scenario, parts: readonly Part[]): Scenario;
  /** The same parts, with everything that is left to chance drawn from another seed. */
  withChance(scenario: Scenario, seed: number): Scenario;
  /** Without single strikes of faults that otherwise stay, by their ids. */
  spare(scenario: Scenario, strikes: readonly string[]): Scenario;
  /** From a file; throws an error that says what is wrong with it. */
  parse(data: unknown): Scenario;
  /** Every kind of fault, hazard point and operation there is, so that those never met can be named. */
  readonly known: Readonly<Record<keyof Coverage, readonly string[]>>;
}

export interface Played {
  /** Of everything that happened, in order. */
  readonly digest: string;
  readonly coverage: Coverage;
  /** The first promise that was broken. */
  readonly broken: Broken | undefined;
  /** Each single fault that struck, by an id that stays while what happened before it does. */
  readonly strikes: readonly string[];
  /** Who did what, in which region, when, and how it ended. */
  story(): Promise<string>;
}

export interface Broken {
  /** The name of the promise: what fails in the same way breaks the same one. */
  readonly promise: string;
  readonly why: string;
}
