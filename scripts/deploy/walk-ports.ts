/** What a walk needs of the world: SST, AWS, HTTP, time and somebody to tell. Everything that decides is written against these. */
import type { Clock, Outcome } from "@tandem/kernel";

export interface WalkPorts {
  readonly clock: Clock;
  /** Waits so long, or until somebody interrupts. */
  readonly pause: (ms: number) => Promise<void>;
  readonly interruption: AbortSignal;
  readonly progress: Progress;
  readonly deployStage: (stage: string) => Promise<Deployed>;
  readonly ask: Ask;
  readonly readAlarms: (region: string, prefix: string) => Promise<Alarms>;
  readonly copyState: (stage: string, way: CopyWay) => Promise<CopyEnd>;
  /** Why it cannot be written; nothing when it stands there. */
  readonly writeGoodCommit: (place: StagePlace, commit: string) => Promise<string | undefined>;
  /** Sixteen characters at least, and never the same again. */
  readonly newIdempotencyKey: () => string;
}

export interface Progress {
  /** Something is done, and stays on the screen. */
  step(stage: string, text: string): void;
  /** Something goes on: rewritten on a terminal, said once a minute elsewhere. */
  live(stage: string, text: string): void;
}

/** The outputs of the stack, or why there are none. */
export type Deployed = Outcome<Readonly<Record<string, unknown>>, { readonly reason: string }>;

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Never throws for what the network does: no answer is something to see, too. */
export type Ask = (request: HttpRequest) => Promise<Outcome<HttpAnswer, { readonly reason: string }>>;

/** Every alarm with a prefix that tells somebody, or why nobody could say. */
export type Alarms = Outcome<readonly SeenAlarm[], { readonly reason: string }>;

export interface SeenAlarm {
  readonly name: string;
  /** One that has just been made begins without data. */
  readonly state: "quiet" | "rings" | "without-data";
}

/** What stands there, nothing when nothing does; or why it cannot be read. */
export type ReadCommit = (place: StagePlace) => Promise<Outcome<string | undefined, { readonly reason: string }>>;

export interface StagePlace {
  readonly region: string;
  readonly stage: string;
}

export interface CopyWay {
  readonly from: string;
  readonly to: string;
}

export type CopyEnd =
  | { readonly kind: "copied"; readonly saw: string }
  /** SST has never deployed to the other region, so there is no bucket yet. */
  | { readonly kind: "no-place-yet" }
  | { readonly kind: "failed"; readonly why: string };
