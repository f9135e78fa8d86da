/**
 * What the command and its player processes say to each other: one job, one answer. A process a core plays; a history that breaks or
 * hangs its process takes no other with it.
 */
import type { Coverage } from "./coverage.ts";
import type { Broken } from "./simulation.ts";

export type PlayJob =
  | { readonly kind: "play"; readonly seed: number; readonly tell: boolean }
  /** A scenario from a file, told as a story. */
  | { readonly kind: "replay"; readonly scenario: unknown }
  /** Makes the failing history of a seed as short as the time allows. */
  | { readonly kind: "shrink"; readonly seed: number; readonly promise: string; readonly budgetMs: number };

export interface PlayReport {
  readonly kind: "played";
  readonly seed: number;
  readonly digest: string;
  readonly coverage: Coverage;
  readonly broken: Broken | undefined;
  /** Told only when it was asked for. */
  readonly story: string | undefined;
}

export interface ShrinkReport {
  readonly kind: "shrunk";
  readonly seed: number;
  readonly broken: Broken;
  readonly story: string;
  readonly scenario: unknown;
  readonly partsBefore: number;
  readonly partsAfter: number;
  readonly tries: number;
  readonly isFinished: boolean;
}

/** The player itself failed: a bug of the simulation, or one that it cannot contain. */
export interface CrashReport {
  readonly kind: "crashed";
  readonly why: string;
}

/** Its owner ended the player before it was done: that says nothing of the history. */
export interface StopReport {
  readonly kind: "stopped";
}

export type PlayAnswer = PlayReport | ShrinkReport | CrashReport | StopReport;

/** What a player says once, before its first job. */
export interface PlayerReady {
  readonly kind: "ready";
  readonly known: Readonly<Record<keyof Coverage, readonly string[]>>;
}
